using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>What the statuses of a pod's init containers mean for the pod, by the kubelet's rules.</summary>
internal static class InitStatus
{
    /// <summary>Its containers have been started, or could have been.</summary>
    public static bool HasInitialized(PodSpec? spec, IReadOnlyList<ContainerStatus> inits, IReadOnlyList<ContainerStatus> containers)
    {
        if (inits.Count == 0 || HasStarted(containers))
        {
            return true;
        }

        var last = inits[^1];
        return PodContainers.HasSidecar(spec, last.Name)
            ? last.Started == true
            : last.State?.Terminated is { ExitCode: 0 } || last.LastState?.Terminated is { ExitCode: 0 };
    }

    public static bool HasStarted(IReadOnlyList<ContainerStatus> containers)
    {
        foreach (var container in containers)
        {
            if (container.State?.Running is not null || container.State?.Terminated is not null || container.LastState?.Terminated is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Not yet done, or, for a sidecar, not yet started.</summary>
    public static List<string> FindIncomplete(PodSpec? spec, IReadOnlyList<ContainerStatus> inits)
    {
        var names = new List<string>();
        foreach (var init in inits)
        {
            if (PodContainers.HasSidecar(spec, init.Name) ? init.Started != true : !init.Ready)
            {
                names.Add(init.Name);
            }
        }

        return names;
    }

    /// <summary>The pod has ended: of the init containers that came to be, or should have, those that are not there will not come.</summary>
    public static List<ContainerStatus> End(List<ContainerStatus> inits)
    {
        var last = inits.FindLastIndex(init => init.State?.Waiting is null || init.LastState?.Terminated is not null);
        for (var i = 0; i < inits.Count && i <= Math.Max(last, 0); i++)
        {
            inits[i] = ContainerStatusBuilder.End(inits[i]);
        }

        return inits;
    }
}
