using EdgeKube.Api;

namespace EdgeKube.Controller.Scheduling;

/// <summary>The condition that tells why a pod has no node.</summary>
internal static class PodScheduledCondition
{
    /// <summary>The status that says so, or null when it says so already.</summary>
    /// <param name="nominated">The node that is being made free for it; null when none is.</param>
    public static PodStatus? BuildUnschedulable(Pod pod, string message, string? nominated, DateTimeOffset now)
    {
        var conditions = pod.Status?.Conditions ?? [];
        var current = conditions.FirstOrDefault(condition => condition.Type == "PodScheduled");
        if (current is { Status: "False", Reason: "Unschedulable" } && current.Message == message && pod.Status?.NominatedNodeName == nominated)
        {
            return null;
        }

        var condition = new PodCondition
        {
            Type = "PodScheduled",
            Status = "False",
            Reason = "Unschedulable",
            Message = message,
            ObservedGeneration = pod.Metadata.Generation,
            LastTransitionTime = current?.Status == "False" ? current.LastTransitionTime : now,
        };
        return (pod.Status ?? new()) with { NominatedNodeName = nominated, Conditions = [.. conditions.Where(other => other.Type != "PodScheduled"), condition] };
    }
}
