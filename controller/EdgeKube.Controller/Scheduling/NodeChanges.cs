using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers;

namespace EdgeKube.Controller.Scheduling;

/// <summary>Whether a change of a Node can make a pod fit that did not. A node's heartbeat cannot.</summary>
internal static class NodeChanges
{
    public static bool MayHelp(ResourceChange change)
        => change.Type != ResourceChangeType.Deleted
            && (change.Previous is not Node before || change.Object is not Node after
                || before.Spec?.Unschedulable != after.Spec?.Unschedulable
                || PodResources.OfNode(before) != PodResources.OfNode(after)
                || DeviceRequests.HasMore(before, after)
                || !(before.Spec?.Taints ?? []).SequenceEqual(after.Spec?.Taints ?? [])
                || !AreEqual(before.Metadata.Labels, after.Metadata.Labels));

    private static bool AreEqual(IReadOnlyDictionary<string, string>? left, IReadOnlyDictionary<string, string>? right)
        => (left?.Count ?? 0) == (right?.Count ?? 0) && LabelMatch.Contains(left, right);
}
