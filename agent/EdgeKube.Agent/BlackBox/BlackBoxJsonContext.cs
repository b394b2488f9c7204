using System.Text.Json.Serialization;

namespace EdgeKube.Agent.BlackBox;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunMark))]
internal sealed partial class BlackBoxJsonContext : JsonSerializerContext;
