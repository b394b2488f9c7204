using System.Text.Json.Serialization;
using EdgeKube.Controller.Security.Enrollment;

namespace EdgeKube.Controller.Security.Identities;

/// <summary>JSON of what is stored about identities and tokens.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IdentityRecord))]
[JsonSerializable(typeof(TokenRecord))]
internal sealed partial class SecurityJsonContext : JsonSerializerContext;
