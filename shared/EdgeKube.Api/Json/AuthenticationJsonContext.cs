using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>JSON of the group authentication.k8s.io/v1.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(TimeConverter)],
    MaxDepth = 100)]
[JsonSerializable(typeof(SelfSubjectReview))]
[JsonSerializable(typeof(TokenReview))]
[JsonSerializable(typeof(ServiceAccountTokenRequest))]
public sealed partial class AuthenticationJsonContext : JsonSerializerContext;
