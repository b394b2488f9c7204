namespace EdgeKube.Controller.Security;

/// <summary>Whether somebody may, and by what when that can be said.</summary>
/// <param name="IsAllowed">Nothing speaks for it: no.</param>
/// <param name="Reason">Such as <c>RBAC: allowed by ClusterRoleBinding "b" of ClusterRole "view" to User "jane"</c>; empty when there is none.</param>
internal readonly record struct AccessDecision(bool IsAllowed, string Reason)
{
    public static AccessDecision Allowed { get; } = new(true, "");

    public static AccessDecision NoOpinion { get; } = new(false, "");
}
