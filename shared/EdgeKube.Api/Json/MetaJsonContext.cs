using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>JSON of what is sent about objects: Status, lists, watch events, options.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(TimeConverter)],
    MaxDepth = 100)]
[JsonSerializable(typeof(ApiStatus))]
[JsonSerializable(typeof(KindList))]
[JsonSerializable(typeof(WatchEvent))]
[JsonSerializable(typeof(DeleteOptions))]
[JsonSerializable(typeof(ApplyResult))]
public sealed partial class MetaJsonContext : JsonSerializerContext;
