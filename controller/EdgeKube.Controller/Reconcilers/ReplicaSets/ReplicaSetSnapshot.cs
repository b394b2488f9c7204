using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.ReplicaSets;

/// <param name="ReplicaSet">As stored.</param>
/// <param name="Pods">All pods of its namespace.</param>
/// <param name="Siblings">UIDs of the ReplicaSets with the same controller, itself included: their pods count as company on a node.</param>
internal sealed record ReplicaSetSnapshot(ReplicaSet ReplicaSet, IReadOnlyList<Pod> Pods, IReadOnlySet<string> Siblings);
