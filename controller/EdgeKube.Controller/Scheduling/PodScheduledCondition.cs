using EdgeKube.Api;

namespace EdgeKube.Controller.Scheduling;

/// <summary>The condition that tells why a pod has no node.</summary>
internal static class PodScheduledCondition
{
    /// <summary>The status that says so, or null when it says so already.</summary>
    public static PodStatus? BuildUnschedulable(Pod pod, string message, DateTimeOffset now)
    {
        var conditions = pod.Status?.Conditions ?? [];
        var current = conditions.FirstOrDefault(condition => condition.Type == "PodScheduled");
        if (current is { Status: "False", Reason: "Unschedulable" } && current.Message == message)
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
        return (pod.Status ?? new()) with { Conditions = [.. conditions.Where(other => other.Type != "PodScheduled"), condition] };
    }
}
