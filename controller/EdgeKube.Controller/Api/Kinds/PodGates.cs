using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Gates that hold a pod back from the scheduler. Pure.</summary>
internal static class PodGates
{
    /// <summary>The condition of a new pod that has some; null for one that has none.</summary>
    public static IReadOnlyList<PodCondition>? Conditions(Pod pod) => pod.Spec?.SchedulingGates is not { Count: > 0 } ? null :
    [
        new()
        {
            Type = "PodScheduled",
            Status = "False",
            Reason = "SchedulingGated",
            Message = "Scheduling is blocked due to non-empty scheduling gates",
            LastTransitionTime = pod.Metadata.CreationTimestamp,
        },
    ];

    /// <summary>They may only be taken away.</summary>
    public static IEnumerable<StatusCause> FindAdded(PodSpec next, PodSpec old)
    {
        var known = old.SchedulingGates ?? [];
        return (next.SchedulingGates ?? [])
            .Where(gate => !known.Contains(gate))
            .Select(gate => Statuses.ForbiddenField("spec.schedulingGates", $"only deletion is allowed, but found new scheduling gate '{gate.Name}'"));
    }
}
