namespace EdgeKube.Controller.Reconcilers.Nodes;

/// <param name="Actions">In order.</param>
/// <param name="RunAgainAfter">When the grace period of a disconnected node ends, or null.</param>
internal sealed record NodePlan(IReadOnlyList<NodeAction> Actions, TimeSpan? RunAgainAfter);
