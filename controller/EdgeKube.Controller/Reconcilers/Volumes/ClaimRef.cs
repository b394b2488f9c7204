namespace EdgeKube.Controller.Reconcilers.Volumes;

/// <summary>Whose a volume is.</summary>
/// <param name="Uid">Empty when somebody has kept it for a claim of that name, whichever comes.</param>
internal sealed record ClaimRef(string Namespace, string Name, string Uid)
{
    public bool IsOf(ClaimFacts claim) => Namespace == claim.Key.Namespace && Name == claim.Key.Name && (Uid.Length == 0 || Uid == claim.Uid);
}
