namespace EdgeKube.Api;

/// <summary>What the column STATUS says while a pod's init containers are not done: <c>Init:1/2</c>, <c>Init:Error</c>.</summary>
internal static class InitSummary
{
    /// <summary>Null when none of them stands in the way.</summary>
    public static string? Of(Pod pod)
    {
        var statuses = pod.Status?.InitContainerStatuses ?? [];
        for (var i = 0; i < statuses.Count; i++)
        {
            var status = statuses[i];
            if (status.State?.Terminated is { ExitCode: 0 } || (PodContainers.HasSidecar(pod.Spec, status.Name) && status.Started == true))
            {
                continue;
            }

            return IsInitialized(pod) ? null : Describe(status, i, pod.Spec?.InitContainers?.Count ?? statuses.Count);
        }

        return null;
    }

    private static string Describe(ContainerStatus status, int index, int count) => status.State switch
    {
        { Terminated: not null } => $"Init:{PodSummary.ReasonOf(status)}",
        { Waiting.Reason: { Length: > 0 } reason } when reason != "PodInitializing" => $"Init:{reason}",
        _ => $"Init:{index}/{count}",
    };

    private static bool IsInitialized(Pod pod)
        => pod.Status?.Conditions?.Any(condition => condition is { Type: "Initialized", Status: "True" }) == true;
}
