using System.Text.Json.Serialization;

namespace EdgeKube.Link.Traffic;

/// <summary>JSON of what is kept about a link's traffic.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(MonthlyTraffic))]
public sealed partial class TrafficJsonContext : JsonSerializerContext;
