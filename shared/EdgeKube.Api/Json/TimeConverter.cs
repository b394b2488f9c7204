using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Times as Kubernetes writes them: RFC 3339 in UTC with whole seconds. Reading accepts fractions and offsets.</summary>
public sealed class TimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Rfc3339.TryParse(reader.GetString(), out var time) ? time : throw new JsonException("not an RFC 3339 time");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        => writer.WriteStringValue(Rfc3339.Format(value));
}
