using EdgeKube.Api;

namespace EdgeKube.Agent.Pods.Resizing;

/// <summary>Decides when running containers are given other limits. Pure.</summary>
internal static class ResizePlanner
{
    // Whoever makes room says nothing of it.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);

    /// <summary>Null when there is nothing to change, or not now.</summary>
    public static PodPlan? Plan(Pod pod, ObservedPod observed, TimeSpan now)
        => observed.ResizeShortage is null
            && !(observed.ResizeFailure is { } failure && now < failure.RetryAt)
            && ContainerResize.Find(pod, observed).Any(change => !ContainerResize.NeedsRestart(change.Desired, change.Running))
                ? PodPlan.Of([new PodAction.Resize("ResourcesChanged")])
                : null;

    /// <summary>When to see again whether there is room, or to try again.</summary>
    public static TimeSpan? RetryAt(Pod pod, ObservedPod observed, TimeSpan now)
        => !ContainerResize.Find(pod, observed).Any() ? null
            : observed.ResizeShortage is not null ? now + Poll
            : observed.ResizeFailure?.RetryAt;
}
