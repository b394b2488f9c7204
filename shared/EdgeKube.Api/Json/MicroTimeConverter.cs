using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Kubernetes' MicroTime: RFC 3339 in UTC with six digits of a second.</summary>
public sealed class MicroTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Rfc3339.TryParse(reader.GetString(), out var time) ? time : throw new JsonException("not an RFC 3339 time");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        => writer.WriteStringValue(Rfc3339.FormatMicro(value));
}
