using EdgeKube.Api;

namespace EdgeKube.Agent.Streams;

/// <summary>What a pod's status says of a container to somebody who wants its log.</summary>
internal static class LogState
{
    /// <summary>Whether that run of the container, of whatever kind it is, has ended. One that the status does not know has.</summary>
    public static bool HasEnded(PodStatus? status, string container, int restart)
        => Find(status, container) is not { } found || found.RestartCount > restart || found.State?.Running is null;

    /// <summary>The run that ended last while the container waits for the next one, as in a crash loop; else the one before that which runs, or has ended for good.</summary>
    /// <param name="restarts">The runs of which there are logs, the newest first.</param>
    public static int? FindPrevious(PodStatus? status, string container, IReadOnlyList<int> restarts)
    {
        var waits = Find(status, container) is { State: { Running: null, Terminated: null }, LastState.Terminated: not null };
        return waits ? restarts[0] : restarts.Count > 1 ? restarts[1] : null;
    }

    /// <summary>Why there is no log yet, in the kubelet's words.</summary>
    public static string TellMissing(PodStatus? status, string pod, string container)
    {
        if (Find(status, container) is not { } found)
        {
            return $"container \"{container}\" in pod \"{pod}\" is not available";
        }

        return found.State?.Waiting?.Reason switch
        {
            "ErrImagePull" => $"container \"{container}\" in pod \"{pod}\" is waiting to start: image can't be pulled",
            "ImagePullBackOff" => $"container \"{container}\" in pod \"{pod}\" is waiting to start: trying and failing to pull image",
            { Length: > 0 } reason => $"container \"{container}\" in pod \"{pod}\" is waiting to start: {reason}",
            _ => $"container \"{container}\" in pod \"{pod}\" is waiting to start - no logs yet",
        };
    }

    private static ContainerStatus? Find(PodStatus? status, string container)
        => Find(status?.ContainerStatuses, container) ?? Find(status?.InitContainerStatuses, container) ?? Find(status?.EphemeralContainerStatuses, container);

    private static ContainerStatus? Find(IReadOnlyList<ContainerStatus>? statuses, string container)
    {
        foreach (var status in statuses ?? [])
        {
            if (status.Name == container)
            {
                return status;
            }
        }

        return null;
    }
}
