using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>JSON of the kinds that have schema files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(TimeConverter)],
    MaxDepth = 100)]
[JsonSerializable(typeof(SchemaObject))]
public sealed partial class SchemaJsonContext : JsonSerializerContext;
