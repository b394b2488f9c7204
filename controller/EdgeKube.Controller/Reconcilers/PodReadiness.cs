using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers;

/// <summary>What counts as an active, ready and available pod.</summary>
internal static class PodReadiness
{
    public static bool IsFinished(Pod pod) => pod.Status?.Phase is "Succeeded" or "Failed";

    public static bool IsTerminating(Pod pod) => pod.Metadata.DeletionTimestamp is not null;

    public static bool IsActive(Pod pod) => !IsFinished(pod) && !IsTerminating(pod);

    public static PodCondition? FindCondition(Pod pod, string type) => pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);

    public static bool IsReady(Pod pod) => FindCondition(pod, "Ready")?.Status == "True";

    public static bool IsAvailable(Pod pod, int minReadySeconds, DateTimeOffset now) => IsReady(pod) && AvailableAt(pod, minReadySeconds, now) <= now;

    /// <summary>When a ready pod counts as available. A readiness dated in the future comes from a wrong clock, which must not hold up a rollout.</summary>
    public static DateTimeOffset AvailableAt(Pod pod, int minReadySeconds, DateTimeOffset now)
    {
        var readySince = FindCondition(pod, "Ready")?.LastTransitionTime;
        return minReadySeconds == 0 || readySince is null || readySince > now ? now : readySince.Value.AddSeconds(minReadySeconds);
    }
}
