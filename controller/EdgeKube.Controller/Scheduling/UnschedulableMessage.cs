using EdgeKube.Controller.Scheduling.Filters;

namespace EdgeKube.Controller.Scheduling;

/// <summary>Kubernetes' sentence on why no node fits, as recorded from v1.36. Nothing is preempted here, but the sentence says so in the same words.</summary>
internal static class UnschedulableMessage
{
    public static string Build(PodToSchedule pod, IReadOnlyList<Misfit> misfits)
    {
        var head = $"0/{misfits.Count} nodes are available";
        var why = $"{head}: {Histogram(misfits.SelectMany(misfit => misfit.Reasons))}.";
        var preemption = pod.Pod.Spec?.PreemptionPolicy == "Never"
            ? "not eligible due to preemptionPolicy=Never."
            : $"{head}: {Histogram(misfits.Select(PreemptionReason))}.";
        return $"{why} no new claims to deallocate, preemption: {preemption}";
    }

    private static string PreemptionReason(Misfit misfit)
        => misfit.Resolvable ? "No preemption victims found for incoming pod" : "Preemption is not helpful for scheduling";

    private static string Histogram(IEnumerable<string> reasons)
        => string.Join(", ", reasons.GroupBy(reason => reason).Select(group => $"{group.Count()} {group.Key}").Order(StringComparer.Ordinal));
}
