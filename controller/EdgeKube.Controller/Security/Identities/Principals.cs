using EdgeKube.Link;

namespace EdgeKube.Controller.Security.Identities;

internal static class Principals
{
    private const string Administrator = "admin";

    /// <summary>Somebody whose certificate was not seen here: groups are not known, but the administrator is one.</summary>
    public static Principal Unproven(Identity identity) =>
        new(identity, Access.Full, identity is { Kind: IdentityKind.User, Name: Administrator } ? [Caller.Masters] : []);
}
