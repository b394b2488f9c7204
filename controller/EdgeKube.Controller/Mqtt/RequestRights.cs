using EdgeKube.Controller.Security.Identities;
using EdgeKube.Link;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Mqtt;

/// <summary>Who may ask what by message at all; what of it is allowed, the pipeline decides. Pure.</summary>
internal static class RequestRights
{
    public static bool MayAsk(Principal sender, string method, string path) => sender switch
    {
        { Access: Access.Full, Identity.Kind: IdentityKind.User } => true,
        { Access: Access.Removal } => false,
        { Access: Access.Full, Identity.Kind: IdentityKind.Node } when method == "POST" && IsPodToken(path) => true,

        // Whoever is no user, or not fully let in, has one thing to ask for.
        _ => path == TrustPaths.Certificates,
    };

    private static bool IsPodToken(string path) => path.Split('/') is ["", "api", "v1", "namespaces", _, "serviceaccounts", _, "token"];
}
