using System.Collections.Concurrent;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Probes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Lifecycle;

/// <summary>
/// Ends containers side by side, so that all have their whole grace: first each one's preStop, then, in their turns, the signal. What hook and
/// turn have taken is taken off the grace.
/// </summary>
internal sealed class ContainerStopper(PodKey key, PodServices services, PodEvents events, PodObserver observer)
{
    private static readonly TimeSpan ShortestGrace = TimeSpan.FromSeconds(1);

    // An end that is interrupted and begun anew does not do a hook twice, nor send a signal, the second of which many take for an order to leave all as it is.
    // Containers end side by side.
    private readonly ConcurrentDictionary<string, bool> _hooked = [];
    private readonly ConcurrentDictionary<string, bool> _signalled = [];

    public Task StopAsync(Pod? pod, IEnumerable<PodAction.StopContainer> stops, CancellationToken cancellationToken)
    {
        var begun = new List<(int Turn, Task End)>();
        foreach (var stop in stops.OrderBy(stop => stop.Turn))
        {
            var before = begun.Where(other => other.Turn < stop.Turn).Select(other => other.End).ToList();
            begun.Add((stop.Turn, StopAsync(pod, stop, before.Count == 0 ? Task.CompletedTask : Task.WhenAll(before), cancellationToken)));
        }

        return Task.WhenAll(begun.Select(one => one.End));
    }

    private async Task StopAsync(Pod? pod, PodAction.StopContainer stop, Task before, CancellationToken cancellationToken)
    {
        PodLog.Stopping(services.Logger, key, stop.Name, stop.Reason);
        if (stop.Message is { } message)
        {
            events.Normal(stop.Name, "Killing", message);
        }

        var end = services.Uptime.Now + stop.Grace;
        var grace = stop.Grace;
        if (FindHook(pod, stop) is { } hook && stop.Grace > TimeSpan.Zero)
        {
            await RunHookAsync(pod!, hook.Container, hook.Handler, stop, cancellationToken);
            grace = end - services.Uptime.Now;
        }

        if (!before.IsCompleted)
        {
            await WaitAsync(before, grace, cancellationToken);
            grace = end - services.Uptime.Now;
        }

        var left = grace < ShortestGrace ? ShortestGrace : grace;
        if (FindSignal(pod, stop) is { } signal)
        {
            await SignalAsync(stop.ContainerId, signal, left, cancellationToken);
            left = TimeSpan.Zero;
        }

        await services.Runtime.StopContainerAsync(stop.ContainerId, left, cancellationToken);
        _hooked.TryRemove(stop.ContainerId, out _);
        _signalled.TryRemove(stop.ContainerId, out _);
    }

    private async Task SignalAsync(string containerId, uint signal, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!_signalled.ContainsKey(containerId))
        {
            await services.Runtime.SignalContainerAsync(containerId, signal, cancellationToken);
            _signalled[containerId] = true;
        }

        await services.Runtime.WaitForContainerAsync(containerId, patience, cancellationToken);
    }

    private (Container Container, LifecycleHandler Handler)? FindHook(Pod? pod, PodAction.StopContainer stop)
    {
        foreach (var container in PodContainers.All(pod?.Spec))
        {
            if (container.Name == stop.Name && container.Lifecycle?.PreStop is { } hook)
            {
                return observer.IsRunning(stop.ContainerId) && _hooked.TryAdd(stop.ContainerId, true) ? (container, hook) : null;
            }
        }

        return null;
    }

    // Of a pod that nobody knows any more, the container itself tells.
    private uint? FindSignal(Pod? pod, PodAction.StopContainer stop)
    {
        if (!observer.IsRunning(stop.ContainerId))
        {
            return null;
        }

        var container = PodContainers.All(pod?.Spec).FirstOrDefault(container => container.Name == stop.Name);
        return container is not null
            ? StopSignals.FindNumber(container.Lifecycle?.StopSignal)
            : observer.Last.Containers.FirstOrDefault(seen => seen.Id == stop.ContainerId)?.StopSignal;
    }

    private async Task RunHookAsync(Pod pod, Container container, LifecycleHandler hook, PodAction.StopContainer stop, CancellationToken cancellationToken)
    {
        var target = new ProbeTarget(stop.ContainerId, container, observer.Last.PodIP(pod, services.Options.NodeIP));
        if (await services.Hooks.RunAsync(pod, hook, target, stop.Grace, cancellationToken) is not null)
        {
            // Its words may hold what is secret: the kubelet does not tell them either.
            events.Warning(container.Name, "FailedPreStopHook", "PreStopHook failed");
        }
    }

    private async Task WaitAsync(Task before, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (limit > TimeSpan.Zero)
        {
            using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(before, Task.Delay(limit, services.Time, rest.Token));
            await rest.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
