using System.Text.Json.Serialization;

namespace EdgeKube.Agent.Images;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OciIndex))]
[JsonSerializable(typeof(OciManifest))]
[JsonSerializable(typeof(OciPlatform))]
[JsonSerializable(typeof(OciConfig))]
[JsonSerializable(typeof(IReadOnlyList<DockerManifest>))]
internal sealed partial class OciJsonContext : JsonSerializerContext;
