using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.ReplicaSets;

/// <summary>What a ReplicaSet's pass does to the world.</summary>
internal abstract record ReplicaSetAction(string Reason)
{
    public sealed record AdoptPod(Pod Pod) : ReplicaSetAction("Selected");

    public sealed record ReleasePod(Pod Pod) : ReplicaSetAction("NotSelected");

    public sealed record CreatePods(Pod Template, int Count) : ReplicaSetAction("TooFew");

    public sealed record DeletePods(IReadOnlyList<Pod> Pods) : ReplicaSetAction("TooMany");

    public sealed record UpdateStatus(ReplicaSetStatus Status) : ReplicaSetAction("Status");
}
