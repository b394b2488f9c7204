using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>A pod as the node's view wants it.</summary>
/// <param name="Pod">The object; deletionTimestamp asks for its graceful end.</param>
/// <param name="LastKnownStatus">What was last reported of it, from disk: restart counts and last states go on from here after a boot. Null: the object's own status.</param>
internal sealed record DesiredPod(Pod Pod, PodStatus? LastKnownStatus = null)
{
    public PodKey Key => new(Pod.Namespace, Pod.Name);

    public PodStatus? KnownStatus => LastKnownStatus ?? Pod.Status;
}
