using System.Text.Json.Serialization;

namespace EdgeKube.Controller.Fleet.Removal;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Tombstone))]
internal sealed partial class RemovalJsonContext : JsonSerializerContext;
