using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Probes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Lifecycle;

/// <summary>postStart belongs to the start: a container whose hook fails has not started.</summary>
internal sealed class PostStart(PodServices services, PodEvents events, PodObserver observer, ContainerStopper stopper)
{
    /// <returns>Null when there is no hook, or it has succeeded; else the container has been stopped.</returns>
    public async Task<ContainerWait?> RunAsync(Pod pod, Container container, string containerId, CancellationToken cancellationToken)
    {
        if (container.Lifecycle?.PostStart is not { } hook)
        {
            return null;
        }

        var target = new ProbeTarget(containerId, container, observer.Last.PodIP(pod, services.Options.NodeIP));
        if (await services.Hooks.RunAsync(pod, hook, target, TimeSpan.Zero, cancellationToken) is not { } fault)
        {
            return null;
        }

        events.Warning(container.Name, "FailedPostStartHook", "PostStartHook failed");
        var stop = new PodAction.StopContainer(containerId, container.Name, ContainerConfigBuilder.Grace(pod), "FailedPostStartHook", "FailedPostStartHook");
        await stopper.StopAsync(pod, [stop], cancellationToken);

        // The runtime keeps the container as one that ended: its restart back-off is the wait.
        return new ContainerWait("PostStartHookError", fault, services.Uptime.Now, TimeSpan.Zero);
    }
}
