using EdgeKube.Agent.Lifecycle;
using EdgeKube.Agent.Pods.Resizing;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Carries a plan out, one action after the other; only ends of containers run side by side, so that all have their whole grace.</summary>
internal sealed class PodActionRunner(PodKey key, string uid, PodServices services, PodEvents events, PodObserver observer, ContainerStopper stopper)
{
    private readonly Dictionary<string, ContainerWait> _waits = [];
    private readonly ContainerStarter _starter = new(services, events, observer, new ImagePuller(services, events), new PostStart(services, events, observer, stopper));
    private readonly PodResizer _resizer = new(services, events);
    private ObservedPod _observed = ObservedPod.Nothing;
    private ContainerWait? _sandboxWait;

    /// <summary>Nothing of the pod is left.</summary>
    public bool IsCleanedUp { get; private set; }

    /// <summary>Adds what this runner knows of its own failures.</summary>
    public ObservedPod Add(ObservedPod observed, PodGoal goal)
    {
        var all = _resizer.Add(observed with { Waits = new Dictionary<string, ContainerWait>(_waits), SandboxWait = _sandboxWait }, goal.KnownStatus);
        return _observed = goal is { Ending: false, Pod: { } pod } && ContainerResize.Find(pod, all).Any() ? all with { ResizeShortage = services.FindShortage(pod) } : all;
    }

    /// <summary>What a step waited for (a ConfigMap, an image) may have come: every step that failed is tried again at once.</summary>
    public void RetryNow()
    {
        _sandboxWait = _sandboxWait is null ? null : _sandboxWait with { RetryAt = TimeSpan.Zero };
        foreach (var (name, wait) in _waits.ToList())
        {
            _waits[name] = wait with { RetryAt = TimeSpan.Zero };
        }
    }

    public async Task RunAsync(Pod? pod, PodPlan plan, CancellationToken cancellationToken)
    {
        await stopper.StopAsync(pod, plan.Actions.OfType<PodAction.StopContainer>(), cancellationToken);
        foreach (var action in plan.Actions.Where(action => action is not PodAction.StopContainer))
        {
            PodLog.Acting(services.Logger, key, action.GetType().Name, action.Reason);
            await RunAsync(pod, action, cancellationToken);
        }
    }

    private async Task RunAsync(Pod? pod, PodAction action, CancellationToken cancellationToken)
    {
        switch (action)
        {
            case PodAction.RunSandbox run:
                _sandboxWait = await PodSandboxes.RunAsync(services, events, pod!, observer.Last, run.Attempt, _sandboxWait, cancellationToken);
                break;
            case PodAction.StopSandbox stop:
                await services.Runtime.StopPodSandboxAsync(stop.SandboxId, cancellationToken);
                observer.MarkStopped(stop.SandboxId);
                break;
            case PodAction.RemoveSandbox remove:
                await services.Runtime.RemovePodSandboxAsync(remove.SandboxId, cancellationToken);
                services.Network.Forget(remove.SandboxId);
                break;
            case PodAction.RemoveContainer remove:
                await services.Runtime.RemoveContainerAsync(remove.ContainerId, cancellationToken);
                services.Logs.RemoveFile(remove.LogPath);
                break;
            case PodAction.StartContainer start:
                // It may have been ended for other limits, which the pod has to have room for.
                _resizer.MakeRoom(pod!, start.Name);
                Note(start.Name, await _starter.StartAsync(pod!, start, _waits.GetValueOrDefault(start.Name), cancellationToken));
                break;
            case PodAction.ResumeContainer resume:
                Note(resume.Name, await _starter.StartMadeAsync(pod!, resume.ContainerId, resume.Name, cancellationToken));
                break;
            case PodAction.Resize:
                await _resizer.RunAsync(pod!, _observed, cancellationToken);
                break;
            case PodAction.ReleaseVolumes:
                services.Volumes.Release(uid);
                break;
            case PodAction.CleanUp:
                services.HostPorts.Remove(uid, isUnknown: pod is null);
                services.Logs.Remove(key, uid);
                services.Volumes.Remove(uid);
                services.Devices.Release(uid);
                await services.Cgroups.RemoveAsync(uid, cancellationToken);
                IsCleanedUp = true;
                break;
        }
    }

    private void Note(string name, ContainerWait? wait)
    {
        if (wait is null)
        {
            _waits.Remove(name);
        }
        else
        {
            _waits[name] = wait;
        }
    }
}
