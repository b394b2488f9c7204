namespace EdgeKube.Agent.Runtime;

/// <summary>A seccomp or AppArmor profile.</summary>
/// <param name="Reference">With Localhost: the file of a seccomp profile (absolute), or the name of an AppArmor profile.</param>
internal sealed record ConfinementProfile(ConfinementKind Kind, string Reference = "")
{
    public static readonly ConfinementProfile RuntimeDefault = new(ConfinementKind.RuntimeDefault);
    public static readonly ConfinementProfile Unconfined = new(ConfinementKind.Unconfined);
}
