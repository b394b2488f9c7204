using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Probes;

/// <summary>Keeps the probes of one pod's running containers going: a container that is seen running gets its own, one that is gone loses them.</summary>
internal sealed class PodProbes(PodServices services, PodEvents events, Action changed) : IDisposable
{
    private readonly Dictionary<string, ContainerProbes> _byContainer = new(StringComparer.Ordinal);

    // Containers that failed a probe and are still there, ended: what follows them depends on it.
    private readonly Dictionary<string, ContainerHealth> _failed = new(StringComparer.Ordinal);

    /// <summary>What the probes say, by container id. Containers without probes are not in it, nor are ended ones unless a probe failed them.</summary>
    public IReadOnlyDictionary<string, ContainerHealth> Follow(PodGoal goal, ObservedPod observed)
    {
        var running = Probed(goal.Pod).Select(container => (container, Seen: observed.Newest(container.Name)))
            .Where(pair => pair.Seen is { Phase: ContainerPhase.Running })
            .ToDictionary(pair => pair.Seen!.Id, pair => (pair.container, Seen: pair.Seen!));
        foreach (var (id, gone) in _byContainer.Where(probes => !running.ContainsKey(probes.Key)).ToList())
        {
            if (gone.Health is { Failure: not null } failed)
            {
                _failed[id] = failed;
            }

            gone.Dispose();
            _byContainer.Remove(id);
        }

        foreach (var id in _failed.Keys.Where(id => observed.Containers.All(container => container.Id != id)).ToList())
        {
            _failed.Remove(id);
        }

        foreach (var (id, (container, seen)) in running)
        {
            if (!_byContainer.ContainsKey(id) && !goal.Ending)
            {
                _byContainer[id] = Begin(goal, observed, container, seen);
            }
        }

        if (goal.Ending)
        {
            _byContainer.Values.ToList().ForEach(probes => probes.End());
        }

        return _byContainer.Select(probes => KeyValuePair.Create(probes.Key, probes.Value.Health)).Concat(_failed).ToDictionary(StringComparer.Ordinal);
    }

    public void Dispose()
    {
        foreach (var probes in _byContainer.Values)
        {
            probes.Dispose();
        }
    }

    private ContainerProbes Begin(PodGoal goal, ObservedPod observed, Container container, ObservedContainer seen)
    {
        var known = PodStatusParts.FindContainer(goal.KnownStatus, container.Name);
        return new(
            new ProbeTarget(seen.Id, container, observed.PodIP(goal.Pod!, services.Options.NodeIP)),
            known?.ContainerID == PodTexts.ContainerId(seen.Id) ? known : null,
            services.Uptime.Now - seen.RunningSince,
            services.Probes,
            changed,
            message => events.Warning(container.Name, "Unhealthy", message));
    }

    private static IEnumerable<Container> Probed(Pod? pod)
        => PodContainers.All(pod?.Spec).Where(container => container is not { LivenessProbe: null, ReadinessProbe: null, StartupProbe: null });
}
