namespace EdgeKube.Controller.Reconcilers.ReplicaSets;

/// <param name="Actions">In order; the status comes last.</param>
/// <param name="RunAgainAt">When the next ready pod will count as available, or null.</param>
internal sealed record ReplicaSetPlan(IReadOnlyList<ReplicaSetAction> Actions, DateTimeOffset? RunAgainAt);
