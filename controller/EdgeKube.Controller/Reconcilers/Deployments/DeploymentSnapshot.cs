using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Deployments;

/// <param name="Deployment">As stored.</param>
/// <param name="ReplicaSets">All ReplicaSets of its namespace.</param>
/// <param name="Pods">All pods of its namespace; only Recreate looks at them.</param>
internal sealed record DeploymentSnapshot(Deployment Deployment, IReadOnlyList<ReplicaSet> ReplicaSets, IReadOnlyList<Pod> Pods);
