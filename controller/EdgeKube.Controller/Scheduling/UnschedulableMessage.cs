using EdgeKube.Controller.Scheduling.Filters;

namespace EdgeKube.Controller.Scheduling;

/// <summary>Kubernetes' sentence on why no node fits, as recorded from v1.36.</summary>
internal static class UnschedulableMessage
{
    /// <summary>For a pod that others make place for.</summary>
    public static string Build(IReadOnlyList<Misfit> misfits) => $"{Head(misfits)}: {Histogram(misfits.SelectMany(misfit => misfit.Reasons))}.";

    /// <param name="bar">Why it may not take another's place; null when none would do.</param>
    public static string Build(IReadOnlyList<Misfit> misfits, string? bar)
        => $"{Build(misfits)} no new claims to deallocate, preemption: {bar ?? $"{Head(misfits)}: {Histogram(misfits.Select(PreemptionReason))}."}";

    private static string Head(IReadOnlyList<Misfit> misfits) => $"0/{misfits.Count} nodes are available";

    private static string PreemptionReason(Misfit misfit)
        => misfit.Resolvable ? "No preemption victims found for incoming pod" : "Preemption is not helpful for scheduling";

    private static string Histogram(IEnumerable<string> reasons)
        => string.Join(", ", reasons.GroupBy(reason => reason).Select(group => $"{group.Count()} {group.Key}").Order(StringComparer.Ordinal));
}
