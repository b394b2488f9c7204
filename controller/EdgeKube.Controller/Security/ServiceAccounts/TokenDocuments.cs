using System.Buffers.Text;
using System.Text.Json.Nodes;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Security.ServiceAccounts;

/// <summary>What others need to verify tokens: OpenID Connect's discovery document and the keys.</summary>
internal static class TokenDocuments
{
    private const string KeysPath = "/openid/v1/jwks";

    public static IReadOnlyList<ApiDocument> Of(ServiceAccountTokens tokens) =>
    [
        new("/.well-known/openid-configuration", Configuration),
        new(KeysPath, tokens.DescribeKeys) { ContentType = "application/jwk-set+json" },
    ];

    public static JsonNode Describe(TokenKey key) => new JsonObject
    {
        ["use"] = "sig",
        ["kty"] = "EC",
        ["kid"] = key.Id,
        ["crv"] = "P-256",
        ["alg"] = "ES256",
        ["x"] = Base64Url.EncodeToString(key.Point.X),
        ["y"] = Base64Url.EncodeToString(key.Point.Y),
    };

    private static JsonNode Configuration() => new JsonObject
    {
        ["issuer"] = TokenText.Issuer,
        ["jwks_uri"] = TokenText.Issuer + KeysPath,
        ["response_types_supported"] = JsonNames.Of(["id_token"]),
        ["subject_types_supported"] = JsonNames.Of(["public"]),
        ["id_token_signing_alg_values_supported"] = JsonNames.Of(["ES256"]),
    };
}
