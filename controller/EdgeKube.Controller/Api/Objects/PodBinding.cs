using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>pods/binding: gives a pod its node, once. Pure.</summary>
internal static class PodBinding
{
    public static ApiResult<ApiObject> Bind(Pod pod, string nodeName, string? uid, DateTimeOffset now)
    {
        if (!string.IsNullOrEmpty(uid) && uid != pod.Uid)
        {
            return Statuses.WrongUid(KindTable.Pod, pod.Name, uid, pod.Uid);
        }

        if (pod.Metadata.DeletionTimestamp is not null)
        {
            return Statuses.Conflict(KindTable.Pod, pod.Name, $"pod {pod.Name} is being deleted, cannot be assigned to a host");
        }

        if (pod.Spec?.SchedulingGates is { Count: > 0 })
        {
            return Statuses.Conflict(KindTable.Pod, pod.Name, $"pod {pod.Name} has non-empty .spec.schedulingGates");
        }

        return pod.Spec?.NodeName is { Length: > 0 } bound
            ? Statuses.Conflict(KindTable.Pod, pod.Name, $"pod {pod.Name} is already assigned to node \"{bound}\"")
            : pod with { Spec = (pod.Spec ?? new PodSpec()) with { NodeName = nodeName }, Status = Scheduled(pod.Status, now) };
    }

    // The condition comes with the binding, as in Kubernetes: who sees the node sees the condition.
    private static PodStatus Scheduled(PodStatus? status, DateTimeOffset now)
    {
        var others = (status?.Conditions ?? []).Where(condition => condition.Type != "PodScheduled");
        var scheduled = new PodCondition { Type = "PodScheduled", Status = "True", LastTransitionTime = MetadataRules.WholeSeconds(now) };
        return (status ?? new PodStatus()) with { NominatedNodeName = null, Conditions = [scheduled, .. others] };
    }
}
