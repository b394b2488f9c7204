using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Security.ServiceAccounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeKube.Controller.Http;

/// <summary>Who sends a request.</summary>
internal sealed class HttpCallers(CertificateGate? gate, ServiceAccountTokens tokens)
{
    private const string Bearer = "Bearer ";
    private static readonly object ClaimsItem = new();
    private static readonly Caller Administrator = Caller.User("admin", Caller.Masters);

    /// <summary>Null: a certificate that is no longer trusted, a token that is nobody's, or a page of some web site that tries its luck on loopback.</summary>
    public Caller? Find(HttpContext context)
    {
        // Whoever shows a token wants to be its owner, whatever else he could be.
        if (context.Request.Headers.Authorization.Count > 0)
        {
            return FindByToken(context, context.Request.Headers.Authorization.ToString());
        }

        if (FindTls(context) is not { } tls)
        {
            return IsForLoopback(context.Request) ? Administrator : null;
        }

        if (tls.ClientCertificate is null)
        {
            return Caller.Anonymous;
        }

        // An expired certificate is good for a new one only, and that is asked for over MQTT.
        return tls.Principal is { Access: Access.Full } principal && gate!.IsAllowed(principal)
            ? principal.Caller with { Extra = CredentialOf(tls.ClientCertificate) }
            : null;
    }

    /// <summary>Whether who was let in may go on: asked while a watch or a log lasts.</summary>
    public bool IsStillAllowed(HttpContext context) => context.Items.TryGetValue(ClaimsItem, out var claims)
        ? tokens.IsStillValid((TokenClaims)claims!)
        : FindTls(context)?.Principal is not { } principal || gate!.IsAllowed(principal);

    private Caller? FindByToken(HttpContext context, string header)
    {
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var verdict = tokens.Check(header[Bearer.Length..].Trim(), []);
        context.Items[ClaimsItem] = verdict.Claims;
        return verdict.Caller;
    }

    // Which certificate it was, as Kubernetes tells it.
    private static Dictionary<string, IReadOnlyList<string>> CredentialOf(X509Certificate2 certificate) =>
        new() { ["authentication.kubernetes.io/credential-id"] = [$"X509SHA256={Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span))}"] };

    private static TlsFeatures? FindTls(HttpContext context) => (TlsFeatures?)context.Features.Get<ITlsConnectionFeature>();

    // A browser can be led to loopback by a name of the attacker's; it then says that name, and where it comes from.
    private static bool IsForLoopback(HttpRequest request) =>
        request.Host.Host is "localhost" or "127.0.0.1" or "[::1]" && request.Headers.Origin.Count == 0;
}
