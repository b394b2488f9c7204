using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Pods;

/// <summary>
/// Whether a pod can go because no node will ever speak of it again: its Node object was deleted, which a person does, and has stayed
/// away for a while. A node that is merely not connected still has its Node object, so its pods are never collected.
/// </summary>
internal static class PodCollectionPlanner
{
    /// <param name="pod">As stored.</param>
    /// <param name="nodeAbsentFor">How long its node has had no Node object, on the monotonic clock; null while it has one.</param>
    /// <param name="quarantine">A Node that is registered anew within this time keeps its pods.</param>
    /// <param name="now">The clock's time, for display only.</param>
    public static PodCollectionAction? Plan(Pod pod, TimeSpan? nodeAbsentFor, TimeSpan quarantine, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(pod.Spec?.NodeName))
        {
            return PodReadiness.IsTerminating(pod) ? new PodCollectionAction.Delete("UnscheduledTerminating") : null;
        }

        return nodeAbsentFor switch
        {
            null => null,
            { } absent when absent < quarantine => new PodCollectionAction.LookAgain(quarantine - absent),
            _ => new PodCollectionAction.Delete("NodeGone") { LastWord = PodReadiness.IsFinished(pod) ? null : Fail(pod, now) },
        };
    }

    // Of a pod whose node nobody will hear of again, somebody else must say that it ended.
    private static PodStatus Fail(Pod pod, DateTimeOffset now)
    {
        var others = (pod.Status?.Conditions ?? []).Where(condition => condition.Type != "DisruptionTarget");
        var gone = new PodCondition
        {
            Type = "DisruptionTarget",
            Status = "True",
            Reason = "DeletionByPodGC",
            Message = "PodGC: node no longer exists",
            LastTransitionTime = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()),
        };
        return (pod.Status ?? new()) with { Phase = "Failed", Conditions = [.. others, gone] };
    }
}
