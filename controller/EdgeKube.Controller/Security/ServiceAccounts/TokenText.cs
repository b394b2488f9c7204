using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace EdgeKube.Controller.Security.ServiceAccounts;

/// <summary>Tokens as text: JSON Web Tokens with Kubernetes' claims. Pure, and safe on hostile input.</summary>
internal static class TokenText
{
    public const string Issuer = "https://kubernetes.default.svc.cluster.local";
    private const string Kubernetes = "kubernetes.io";
    private const int MaxLength = 16 << 10;

    public static string Write(TokenClaims claims, TokenKey key)
    {
        var head = Encode(writer =>
        {
            writer.WriteString("alg", "ES256");
            writer.WriteString("kid", key.Id);
        });
        var signed = $"{head}.{Encode(writer => WriteClaims(writer, claims))}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>What a token says that one of the keys has signed; null for anything else.</summary>
    public static TokenClaims? Read(string token, IReadOnlyList<TokenKey> keys)
    {
        if (token.Length > MaxLength || token.Split('.') is not [var head, var body, var signature] || !token.All(char.IsAscii))
        {
            return null;
        }

        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(head));
            var id = header.RootElement.GetProperty("kid").GetString();
            return header.RootElement.GetProperty("alg").ValueEquals("ES256")
                && keys.FirstOrDefault(key => key.Id == id) is { } signer
                && signer.Verify(Encoding.ASCII.GetBytes($"{head}.{body}"), Base64Url.DecodeFromChars(signature))
                    ? ReadClaims(Base64Url.DecodeFromChars(body))
                    : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    private static string Encode(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    private static void WriteClaims(Utf8JsonWriter writer, TokenClaims claims)
    {
        writer.WriteStartArray("aud");
        foreach (var audience in claims.Audiences)
        {
            writer.WriteStringValue(audience);
        }

        writer.WriteEndArray();
        writer.WriteNumber("exp", claims.Expires.ToUnixTimeSeconds());
        writer.WriteNumber("iat", claims.IssuedAt.ToUnixTimeSeconds());
        writer.WriteString("iss", Issuer);
        writer.WriteString("jti", claims.Id);
        writer.WriteStartObject(Kubernetes);
        writer.WriteString("namespace", claims.Namespace);
        foreach (var named in new[] { claims.Node, claims.Bound })
        {
            if (named is not null)
            {
                WriteNamed(writer, named.Kind.ToLowerInvariant(), named.Name, named.Uid);
            }
        }

        WriteNamed(writer, "serviceaccount", claims.Account, claims.AccountUid);
        if (claims.WarnAfter is { } warn)
        {
            writer.WriteNumber("warnafter", warn.ToUnixTimeSeconds());
        }

        writer.WriteEndObject();
        writer.WriteNumber("nbf", claims.IssuedAt.ToUnixTimeSeconds());
        writer.WriteString("sub", ServiceAccountNames.UserOf(claims.Namespace, claims.Account));
    }

    private static void WriteNamed(Utf8JsonWriter writer, string field, string name, string uid)
    {
        writer.WriteStartObject(field);
        writer.WriteString("name", name);
        writer.WriteString("uid", uid);
        writer.WriteEndObject();
    }

    // Only after the signature: what stands here we have written ourselves, but perhaps with an older version.
    private static TokenClaims? ReadClaims(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var own = root.GetProperty(Kubernetes);
        var account = own.GetProperty("serviceaccount");
        return root.GetProperty("iss").ValueEquals(Issuer)
            ? new TokenClaims
            {
                Id = root.GetProperty("jti").GetString() ?? "",
                Audiences = [.. root.GetProperty("aud").EnumerateArray().Select(audience => audience.GetString() ?? "")],
                IssuedAt = DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("iat").GetInt64()),
                Expires = DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("exp").GetInt64()),
                Namespace = own.GetProperty("namespace").GetString() ?? "",
                Account = account.GetProperty("name").GetString() ?? "",
                AccountUid = account.GetProperty("uid").GetString() ?? "",
                Bound = FindBound(own, "Pod") ?? FindBound(own, "Secret"),
                Node = FindBound(own, "Node"),
                WarnAfter = own.TryGetProperty("warnafter", out var warn) ? DateTimeOffset.FromUnixTimeSeconds(warn.GetInt64()) : null,
            }
            : null;
    }

    private static BoundObject? FindBound(JsonElement own, string kind) => own.TryGetProperty(kind.ToLowerInvariant(), out var bound)
        ? new BoundObject(kind, bound.GetProperty("name").GetString() ?? "", bound.GetProperty("uid").GetString() ?? "")
        : null;
}
