using EdgeKube.Api;

namespace EdgeKube.Agent.Pods.Resizing;

/// <summary>PodResizePending and PodResizeInProgress: there as long as running containers have not what the pod asks for. Pure.</summary>
internal static class ResizeConditions
{
    public static IReadOnlyList<PodCondition> Build(Pod pod, ObservedPod observed, PodStatus? known, DateTimeOffset now)
        => !ContainerResize.Find(pod, observed).Any() ? []
            : observed.ResizeShortage is { } shortage ? [Condition("PodResizePending", "Deferred", shortage, pod, known, now)]
            : [Condition("PodResizeInProgress", observed.ResizeFailure?.Reason, observed.ResizeFailure?.Message, pod, known, now)];

    private static PodCondition Condition(string type, string? reason, string? message, Pod pod, PodStatus? known, DateTimeOffset now)
    {
        var before = PodStatusParts.FindCondition(known, type);
        return new PodCondition
        {
            Type = type,
            Status = "True",
            Reason = reason,
            Message = message,
            ObservedGeneration = pod.Metadata.Generation,
            LastTransitionTime = before?.LastTransitionTime ?? now,
        };
    }
}
