using EdgeKube.Agent.Lifecycle;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods.Shutdown;

/// <summary>Ends the containers of one pod that nobody looks after any more, because the machine goes down.</summary>
internal sealed class PodStop(PodKey key, Pod pod, PodStatus? status, PodServices services)
{
    public PodKey Key => key;

    public Pod Pod => pod;

    /// <summary>Returns when all have ended, by hooks and signals as always.</summary>
    /// <exception cref="Runtime.RuntimeException">The runtime does not answer.</exception>
    public async Task RunAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        var events = new PodEvents(key, pod.Uid, services, () => pod);
        var observer = new PodObserver(pod.Uid, services);
        var stops = PodEndPlanner.PlanShutdown(pod, await observer.ObserveAsync(cancellationToken), grace);
        await new ContainerStopper(key, services, events, observer).StopAsync(pod, stops, cancellationToken);
        if (stops.Count > 0 && pod.Spec?.RestartPolicy is ("Never" or "OnFailure") && !PodPhase.IsTerminal(status?.Phase))
        {
            services.Listener.OnReport(new PodReport(key, pod.Uid, Terminated(status ?? new PodStatus()), false));
        }
    }

    // As the kubelet: how its processes took the signal does not say whether its work was done.
    private PodStatus Terminated(PodStatus status)
    {
        const string why = "Pod was terminated in response to imminent node shutdown.";
        var now = DateTimeOffset.FromUnixTimeSeconds(services.Time.GetUtcNow().ToUnixTimeSeconds());
        var others = (status.Conditions ?? []).Where(condition => condition.Type != PodConditions.DisruptionTarget);
        return status with { Phase = PodPhase.Failed, Reason = "Terminated", Message = why, Conditions = [.. others, .. PodConditions.Disruption(pod, status, why, now)] };
    }
}
