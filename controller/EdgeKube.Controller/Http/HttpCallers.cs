using EdgeKube.Controller.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeKube.Controller.Http;

/// <summary>Who sends a request.</summary>
internal sealed class HttpCallers(IHttpCredentials? credentials)
{
    private static readonly Caller Administrator = Caller.User("admin", Caller.Masters);

    /// <summary>Null: a certificate that is no longer trusted, or a page of some web site that tries its luck on loopback.</summary>
    public Caller? Find(HttpContext context)
    {
        if (context.Features.Get<ITlsConnectionFeature>() is not { } tls)
        {
            return IsForLoopback(context.Request) ? Administrator : null;
        }

        return tls.ClientCertificate is { } certificate ? credentials?.FindCaller(certificate) : Caller.Anonymous;
    }

    // A browser can be led to loopback by a name of the attacker's; it then says that name, and where it comes from.
    private static bool IsForLoopback(HttpRequest request) =>
        request.Host.Host is "localhost" or "127.0.0.1" or "[::1]" && request.Headers.Origin.Count == 0;
}
