using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Simulation;

/// <summary>
/// A node's container runtime: it outlives the agent, not the machine's power. It knows which stops and starts nobody may ask for.
/// </summary>
internal sealed class SimulatedRuntime(World world, Clock clock, Plant plant, PodLedger ledger)
{
    private readonly Dictionary<string, RuntimePod> _pods = [];
    private int _ids;

    /// <summary>Pods of which something is there.</summary>
    public IReadOnlyList<(PodKey Key, string Uid)> Pods => [.. _pods.Values.Select(pod => (pod.Key, pod.Uid))];

    /// <summary>Containers that began, in all.</summary>
    public int Starts { get; private set; }

    public ObservedPod Observe(string uid) => _pods.TryGetValue(uid, out var pod)
        ? new ObservedPod
        {
            Sandboxes = [.. pod.Sandboxes.OrderByDescending(sandbox => sandbox.Attempt)],
            Containers = [.. pod.Containers.OrderByDescending(container => container.RestartCount).ThenByDescending(container => container.Id)],
        }
        : ObservedPod.Nothing;

    public IEnumerable<ObservedContainer> Running(string uid) =>
        _pods.TryGetValue(uid, out var pod) ? pod.Containers.Where(container => container.Phase == ContainerPhase.Running) : [];

    public void Apply(PodKey key, string uid, Pod? spec, PodAction action)
    {
        if (!_pods.TryGetValue(uid, out var pod))
        {
            _pods.Add(uid, pod = new RuntimePod(key, uid));
        }

        switch (action)
        {
            case PodAction.RunSandbox run:
                CheckNone(pod, pod.Sandboxes.Any(sandbox => sandbox.Ready), "a second sandbox");
                pod.Sandboxes.Add(new ObservedSandbox($"s{++_ids}", run.Attempt, true, false, ["10.42.0.2"]));
                break;
            case PodAction.StartContainer start:
                Start(pod, spec!, start);
                break;
            case PodAction.ResumeContainer resume:
                Change(pod, resume.ContainerId, container => container with { Phase = ContainerPhase.Running, StartedAt = clock.Wall });
                break;
            case PodAction.StopContainer stop:
                Stop(pod, stop.ContainerId, stop.Reason);
                break;
            case PodAction.StopSandbox stop:
                pod.Containers.Where(container => container.SandboxId == stop.SandboxId).ToList().ForEach(container => Stop(pod, container.Id, stop.Reason));
                var at = pod.Sandboxes.FindIndex(sandbox => sandbox.Id == stop.SandboxId);
                pod.Sandboxes[at] = pod.Sandboxes[at] with { Ready = false, Stopped = true, IPs = [] };
                break;
            case PodAction.RemoveSandbox remove:
                pod.Sandboxes.RemoveAll(sandbox => sandbox.Id == remove.SandboxId);
                pod.Containers.RemoveAll(container => container.SandboxId == remove.SandboxId);
                break;
            case PodAction.RemoveContainer remove:
                pod.Containers.RemoveAll(container => container.Id == remove.ContainerId);
                break;
            case PodAction.CleanUp:
                _pods.Remove(uid);
                break;
        }
    }

    /// <summary>A process ends by itself.</summary>
    public string? CrashOne()
    {
        var running = _pods.Values.SelectMany(pod => pod.Containers, (pod, container) => (pod, container)).Where(one => one.container.Phase == ContainerPhase.Running).ToList();
        if (running.Count == 0)
        {
            return null;
        }

        var (crashed, id) = running[world.Random.Next(running.Count)];
        Exit(crashed, id.Id, 1);
        return crashed.Uid;
    }

    /// <summary>The machine lost its power.</summary>
    public void Boot()
    {
        foreach (var pod in _pods.Values)
        {
            pod.Containers.Where(container => container.Phase == ContainerPhase.Running).ToList().ForEach(container => Exit(pod, container.Id, 255));
            for (var i = 0; i < pod.Sandboxes.Count; i++)
            {
                pod.Sandboxes[i] = pod.Sandboxes[i] with { Ready = false, IPs = [] };
            }
        }
    }

    private void Start(RuntimePod pod, Pod spec, PodAction.StartContainer start)
    {
        CheckNone(pod, pod.Containers.Any(container => container.Name == start.Name && container.Phase == ContainerPhase.Running), $"a second {start.Name}");
        var container = spec.Spec!.Containers.First(candidate => candidate.Name == start.Name);
        Starts++;
        pod.Containers.Add(new ObservedContainer
        {
            Id = $"c{++_ids:D6}",
            SandboxId = start.SandboxId,
            Name = start.Name,
            RestartCount = start.RestartCount,
            Backoff = start.Backoff,
            LastState = start.LastState,
            SpecHash = plant == Plant.DefaultsInSpecHash ? ContainerHash.Of(container) + container.TerminationMessagePolicy : ContainerHash.Of(container),

            // A crash of the agent between making and starting leaves such a container.
            Phase = world.Chance(0.02) ? ContainerPhase.Created : ContainerPhase.Running,
            StartedAt = clock.Wall,
        });
    }

    private void Stop(RuntimePod pod, string id, string reason)
    {
        if (pod.Containers.Find(container => container.Id == id) is { Phase: ContainerPhase.Running } container)
        {
            if (!ledger.MayStop(pod.Uid))
            {
                throw new SimulationFault($"healthy container {container.Name} of {pod.Key} was stopped: {reason}");
            }

            Exit(pod, id, 143);
        }
    }

    private void Exit(RuntimePod pod, string id, int exitCode) => Change(pod, id, container => container with
    {
        Phase = ContainerPhase.Exited,
        ExitCode = exitCode,
        FinishedAt = clock.Wall,
        ExitedAt = plant == Plant.WallClockBackoff ? clock.Wall - DateTimeOffset.UnixEpoch : clock.Uptime,
        RanFor = TimeSpan.FromSeconds(5),
    });

    private static void Change(RuntimePod pod, string id, Func<ObservedContainer, ObservedContainer> change)
    {
        var at = pod.Containers.FindIndex(container => container.Id == id);
        pod.Containers[at] = change(pod.Containers[at]);
    }

    private static void CheckNone(RuntimePod pod, bool isThere, string what)
    {
        if (isThere)
        {
            throw new SimulationFault($"{what} of {pod.Key} would run beside the first");
        }
    }

    private sealed record RuntimePod(PodKey Key, string Uid)
    {
        public List<ObservedSandbox> Sandboxes { get; } = [];

        public List<ObservedContainer> Containers { get; } = [];
    }
}
