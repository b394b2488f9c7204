using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>How many of a pod's containers do what.</summary>
internal struct PhaseTally
{
    public int Running { get; private set; }

    public int Waiting { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Ended, and to be started again by their own policy.</summary>
    public int Restarting { get; private set; }

    public void Add(ContainerStatus container, bool isRestarting)
    {
        if (container.State?.Running is not null)
        {
            Running++;
        }
        else if (PodPhase.End(container) is not { } end)
        {
            Waiting++;
        }
        else
        {
            Failed += end.ExitCode == 0 ? 0 : 1;
            Restarting += isRestarting ? 1 : 0;
        }
    }

    // How a sidecar ends says nothing of the pod.
    public void AddSidecar(ContainerStatus sidecar)
    {
        Running += sidecar.State?.Running is not null ? 1 : 0;
        Waiting += sidecar.State?.Running is null && PodPhase.End(sidecar) is null ? 1 : 0;
    }
}
