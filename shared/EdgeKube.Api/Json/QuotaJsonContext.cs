using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>JSON of those core kinds that only the controller acts on.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(TimeConverter)],
    MaxDepth = 100)]
[JsonSerializable(typeof(ResourceQuota))]
[JsonSerializable(typeof(LimitRange))]
public sealed partial class QuotaJsonContext : JsonSerializerContext;
