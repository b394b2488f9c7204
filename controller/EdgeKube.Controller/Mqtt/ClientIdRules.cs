using EdgeKube.Link;

namespace EdgeKube.Controller.Mqtt;

/// <summary>Which client ids an identity may take: none with which it would stand in another's place. Pure.</summary>
internal static class ClientIdRules
{
    private static readonly string[] Reserved = ["node:", "user:", "enroll:"];

    /// <summary>Why not, or null.</summary>
    public static string? FindFault(Identity identity, string clientId) => identity.Kind switch
    {
        // One session per node: a node that connects again takes its session over instead of standing beside itself.
        IdentityKind.Node => clientId == identity.ToString() ? null : $"a node's client id must be {identity}",

        // Many devices may hold one token; none may take over another's session, and there is none to come back to.
        IdentityKind.Enroll => clientId.StartsWith($"{identity}/", StringComparison.Ordinal) ? null : $"the client id must begin with {identity}/",

        _ => IsForeign(identity.ToString(), clientId) ? $"the client id is kept for others; take one that does not begin with node:, user: or enroll:, or {identity}" : null,
    };

    private static bool IsForeign(string own, string clientId) =>
        Reserved.Any(prefix => clientId.StartsWith(prefix, StringComparison.Ordinal))
        && clientId != own
        && !clientId.StartsWith(own + "/", StringComparison.Ordinal);
}
