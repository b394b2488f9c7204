using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Scheduling;

/// <summary>Whether a change of a Node can make a pod fit that did not. A node's heartbeat cannot; one that goes takes its pods along.</summary>
internal static class NodeChanges
{
    public static ClusterChange Judge(ResourceChange change) => change switch
    {
        { Type: ResourceChangeType.Deleted } => ClusterChange.PodsMoved,
        { Previous: Node before, Object: Node after } => MayHelp(before, after) ? ClusterChange.RoomFreed : ClusterChange.None,
        _ => ClusterChange.RoomFreed,
    };

    private static bool MayHelp(Node before, Node after)
        => before.Spec?.Unschedulable != after.Spec?.Unschedulable
            || PodResources.OfNode(before) != PodResources.OfNode(after)
            || DeviceRequests.HasMore(before, after)
            || !(before.Spec?.Taints ?? []).SequenceEqual(after.Spec?.Taints ?? [])
            || !LabelSets.AreEqual(before.Metadata.Labels, after.Metadata.Labels);
}
