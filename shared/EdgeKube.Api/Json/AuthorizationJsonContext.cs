using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>JSON of the group authorization.k8s.io/v1.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(TimeConverter)],
    MaxDepth = 100)]
[JsonSerializable(typeof(SelfSubjectAccessReview))]
[JsonSerializable(typeof(SubjectAccessReview))]
[JsonSerializable(typeof(LocalSubjectAccessReview))]
[JsonSerializable(typeof(SelfSubjectRulesReview))]
public sealed partial class AuthorizationJsonContext : JsonSerializerContext;
