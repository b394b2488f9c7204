using EdgeKube.Api;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Security;

/// <summary>
/// Administrators and the controller's own loops may do everything, a node what concerns its own Node and the pods bound to it,
/// everyone, named or not, may ask for the version and what there is, and nobody else anything.
/// </summary>
internal sealed class Authorizer : IAuthorizer
{
    private static readonly string[] OpenPaths = ["/version", "/healthz", "/livez", "/readyz", "/api", "/apis", "/openapi"];

    public bool IsAllowed(Caller caller, AccessRequest access, ApiObject? obj)
    {
        if (caller.IsIn(Caller.Masters) || caller.IsIn(Caller.Controllers))
        {
            return true;
        }

        if (access is { Kind: null, Verb: "post", Path: TrustPaths.Certificates })
        {
            // Whoever has proven something gets a certificate for just that; what, the handler decides.
            return caller is { TokenId: not null } or { KeyHash: not null };
        }

        if (access.Kind is null)
        {
            return (caller.IsIn(Caller.Authenticated) || caller.IsIn(Caller.Unauthenticated)) && access.Verb == "get" && IsOpen(access.Path ?? "");
        }

        return caller.NodeName is { } node && NodeRules.IsAllowed(node, access, obj);
    }

    private static bool IsOpen(string path) => OpenPaths.Any(open =>
        path.StartsWith(open, StringComparison.Ordinal) && (path.Length == open.Length || path[open.Length] == '/'));
}
