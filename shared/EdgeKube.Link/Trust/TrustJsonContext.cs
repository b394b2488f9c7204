using System.Text.Json.Serialization;

namespace EdgeKube.Link.Trust;

/// <summary>JSON of enrolment, tokens and authorities.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    MaxDepth = 16)]
[JsonSerializable(typeof(CertificateRequest))]
[JsonSerializable(typeof(CertificateResponse))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(TokenList))]
[JsonSerializable(typeof(RotateRequest))]
[JsonSerializable(typeof(AuthorityList))]
[JsonSerializable(typeof(ClusterTrust))]
public sealed partial class TrustJsonContext : JsonSerializerContext;
