using System.Text.Json;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Objects as bytes: the store keeps them without resourceVersion, clients get them with it.</summary>
internal static class ObjectCodec
{
    public static ReadOnlyMemory<byte> EncodeForStore(ApiObject obj) => Encode(WithResourceVersion(ToStored(obj), null));

    public static ReadOnlyMemory<byte> Encode(ApiObject obj) =>
        JsonBytes.Write(writer => JsonSerializer.Serialize(writer, obj, KindTable.Of(obj).TypeInfo));

    private static ApiObject ToStored(ApiObject obj) => obj is SchemaObject named && KindTable.Of(named).Alias is { } alias ? alias.ToStored(named) : obj;

    public static ApiObject DecodeFromStore(Kind kind, ReadOnlyMemory<byte> value, long revision)
    {
        var obj = (ApiObject?)JsonSerializer.Deserialize(value.Span, kind.TypeInfo)
            ?? throw new InvalidDataException($"the store holds null for a {kind.Name}");
        return WithResourceVersion(obj, revision);
    }

    public static ApiObject WithResourceVersion(ApiObject obj, long? revision) =>
        obj with { Metadata = obj.Metadata with { ResourceVersion = revision?.ToString(System.Globalization.CultureInfo.InvariantCulture) } };

    /// <summary>Records with lists are not comparable, their JSON is.</summary>
    public static bool HaveEqualJson(ApiObject left, ApiObject right) => Encode(left).Span.SequenceEqual(Encode(right).Span);
}
