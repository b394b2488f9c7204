namespace EdgeKube.Controller.Scheduling.Filters;

/// <summary>Why a node does not fit.</summary>
/// <param name="Reasons">In Kubernetes' words.</param>
/// <param name="Resolvable">True when the node would fit with fewer pods on it; then evicting some could help.</param>
internal sealed record Misfit(IReadOnlyList<string> Reasons, bool Resolvable)
{
    public static Misfit Unresolvable(string reason) => new([reason], false);
}
