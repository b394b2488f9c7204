namespace EdgeKube.Link;

/// <summary>What kind of client an identity names.</summary>
public enum IdentityKind
{
    Node,
    User,
    Enroll,
}
