using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Api.Yaml;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api.Kinds;

/// <summary>Every field of every kind's schema is set, written in each format, and read back.</summary>
public sealed class EveryFieldTests
{
    public static TheoryData<string> Kinds => [.. KindTable.All.Select(kind => $"{kind.ApiVersion} {kind.Name}")];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Json_EveryField_IsReadBack(string kindName)
    {
        var (kind, given) = Make(kindName);

        Equal(given, Read(kind, Encoding.UTF8.GetBytes(given.ToJsonString())));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Yaml_EveryField_IsReadBack(string kindName)
    {
        var (kind, given) = Make(kindName);

        Equal(given, Read(kind, Encoding.UTF8.GetBytes(YamlText.Write(given))));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Protobuf_EveryField_IsReadBack(string kindName)
    {
        var (kind, given) = Make(kindName);
        using var document = JsonDocument.Parse(given.ToJsonString());

        var wire = ProtobufEncoder.Encode(kind.Name, kind.ApiVersion, document.RootElement, kind.Content);

        Assert.True(ProtobufDecoder.TryDecode(wire.Span, (_, _) => kind.Content, out var json, out var fault), fault);
        Equal(given, Read(kind, json));
    }

    [Fact]
    public void Schema_EveryFieldOfEveryKind_HasANumber()
    {
        var without = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var kind in KindTable.All)
        {
            Walk(kind.Content, [], field => _ = field.Number > 0 || field.Name is "kind" or "apiVersion" || without.Add($"{kind.ApiVersion} {kind.Name}: {field.Name}"));
        }

        Assert.Empty(without);
    }

    private static void Walk(SchemaType type, HashSet<SchemaType> seen, Action<SchemaField> see)
    {
        if (type.Element is { } element)
        {
            Walk(element, seen, see);
            return;
        }

        foreach (var field in seen.Add(type) ? type.ImplementedFields : [])
        {
            see(field);
            Walk(field.Type, seen, see);
        }
    }

    private static (Kind Kind, JsonObject Object) Make(string kindName)
    {
        var kind = KindTable.All.Single(kind => $"{kind.ApiVersion} {kind.Name}" == kindName);
        return (kind, FullObject.Of(kind.ApiVersion, kind.Name, kind.Content));
    }

    private static JsonNode Read(Kind kind, ReadOnlyMemory<byte> document)
    {
        Assert.True(DocumentReader.TryRead(document, out var root, out var fault), fault);
        var decoded = ObjectRules.Decode(kind, root!);
        Assert.True(decoded.Succeeded, decoded.Error?.Message);
        return JsonNode.Parse(ObjectCodec.Encode(decoded.Object).Span)!;
    }

    private static void Equal(JsonNode expected, JsonNode actual)
    {
        if (!JsonNode.DeepEquals(expected, actual))
        {
            Assert.Equal(YamlText.Write(expected), YamlText.Write(actual));
        }
    }
}
