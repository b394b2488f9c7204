namespace EdgeKube.Api;

/// <summary>A pod in one line, by the rules of Kubernetes' own printer.</summary>
public sealed record PodSummary(int Ready, int Total, string Status, int Restarts, DateTimeOffset? LastRestart)
{
    public static PodSummary Of(Pod pod)
    {
        var containers = pod.Status?.ContainerStatuses ?? [];
        var sidecars = (pod.Status?.InitContainerStatuses ?? []).Where(init => PodContainers.HasSidecar(pod.Spec, init.Name)).ToList();
        var init = InitSummary.Of(pod);

        // While init containers run, their restarts are what there is to see.
        var counted = init is null ? [.. sidecars, .. containers] : pod.Status?.InitContainerStatuses ?? [];
        return new(
            sidecars.Concat(containers).Count(IsReady),
            (pod.Spec?.Containers.Count ?? 0) + (pod.Spec?.InitContainers ?? []).Count(PodContainers.IsSidecar),
            StatusOf(pod, containers, init),
            counted.Sum(container => container.RestartCount),
            counted.Max(container => container.LastState?.Terminated?.FinishedAt));
    }

    private static bool IsReady(ContainerStatus container) => container.Ready && container.State?.Running is not null;

    private static string StatusOf(Pod pod, IReadOnlyList<ContainerStatus> containers, string? init)
    {
        var status = pod.Status;
        if (pod.Metadata.DeletionTimestamp is not null)
        {
            if (status?.Reason == "NodeLost")
            {
                return "Unknown";
            }

            if (status?.Phase is not ("Succeeded" or "Failed"))
            {
                return "Terminating";
            }
        }

        if (init is not null)
        {
            return init;
        }

        // The first container that has something to say speaks for the pod.
        var reason = containers.Select(ReasonOf).FirstOrDefault(said => said is not null)
            ?? Gate(status)
            ?? (string.IsNullOrEmpty(status?.Reason) ? status?.Phase ?? "Unknown" : status.Reason);
        if (reason == "Completed" && containers.Any(IsReady))
        {
            return HasCondition(status, "Ready") ? "Running" : "NotReady";
        }

        return reason;
    }

    internal static string? ReasonOf(ContainerStatus container) => container.State switch
    {
        { Waiting.Reason: { Length: > 0 } reason } => reason,
        { Terminated: { } ended } => !string.IsNullOrEmpty(ended.Reason) ? ended.Reason : ended.Signal != 0 ? $"Signal:{ended.Signal}" : $"ExitCode:{ended.ExitCode}",
        _ => null,
    };

    private static string? Gate(PodStatus? status) =>
        status?.Conditions?.Any(condition => condition is { Type: "PodScheduled", Reason: "SchedulingGated" }) == true ? "SchedulingGated" : null;

    private static bool HasCondition(PodStatus? status, string type) =>
        status?.Conditions?.Any(condition => condition.Type == type && condition.Status == "True") == true;
}
