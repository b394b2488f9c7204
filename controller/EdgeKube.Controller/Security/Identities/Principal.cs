using EdgeKube.Link;

namespace EdgeKube.Controller.Security.Identities;

/// <summary>
/// Who is at the other end of a connection, as the door has proven. Two are equal when they are of one identity: the later one may take
/// over the earlier one's session, and takes its place there.
/// </summary>
internal sealed class Principal(Identity identity, Access access, IReadOnlyList<string> groups) : IEquatable<Principal>
{
    private volatile bool _isWithdrawn;

    public Identity Identity => identity;

    public Access Access => access;

    public IReadOnlyList<string> Groups => groups;

    /// <summary>The hash of the key that its certificate holds; null without a certificate.</summary>
    public string? KeyHash { get; init; }

    /// <summary>Its access was withdrawn while it was connected: what it still says does not count, its will included.</summary>
    public bool IsWithdrawn => _isWithdrawn;

    /// <summary>Who the API sees.</summary>
    public Caller Caller => identity.Kind switch
    {
        IdentityKind.Node => Caller.Node(identity.Name) with { KeyHash = KeyHash },
        IdentityKind.Enroll => Caller.Bootstrap(identity.Name),
        _ => Caller.User(identity.Name, [.. groups]) with { KeyHash = KeyHash },
    };

    public void Withdraw() => _isWithdrawn = true;

    public bool Equals(Principal? other) => other is not null && other.Identity == identity;

    public override bool Equals(object? obj) => Equals(obj as Principal);

    public override int GetHashCode() => identity.GetHashCode();

    public override string ToString() => identity.ToString();
}
