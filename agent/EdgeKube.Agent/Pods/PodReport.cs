using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>The status of a pod has changed.</summary>
/// <param name="Removed">Nothing of the pod is left on this node; this is the last report of this uid.</param>
internal sealed record PodReport(PodKey Key, string Uid, PodStatus Status, bool Removed);
