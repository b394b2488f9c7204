using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Pods;

/// <summary>One pod's worth of a container runtime, in memory, for the planner's properties.</summary>
internal sealed class SimulatedRuntime(Pod pod)
{
    private readonly List<ObservedSandbox> _sandboxes = [];
    private readonly List<ObservedContainer> _containers = [];
    private readonly Dictionary<string, ContainerWait> _waits = [];
    private int _ids;

    public TimeSpan Now { get; private set; } = TimeSpan.FromMinutes(1);

    public bool CleanedUp { get; private set; }

    /// <summary>Ids of containers that were stopped while they ran; without sidecars, which end when all else is done.</summary>
    public List<string> Stopped { get; } = [];

    public ObservedPod Observe() => new()
    {
        Sandboxes = [.. _sandboxes.OrderByDescending(sandbox => sandbox.Attempt)],
        Containers = [.. _containers.OrderByDescending(container => container.RestartCount)],
        Waits = new Dictionary<string, ContainerWait>(_waits),
    };

    public IReadOnlyList<ObservedContainer> Running => [.. _containers.Where(container => container.Phase == ContainerPhase.Running)];

    public void Pass(TimeSpan time) => Now += time;

    /// <summary>Plans and applies until nothing is left to do now.</summary>
    public PodPlan Settle(PodGoal goal)
    {
        for (var rounds = 0; rounds < 50; rounds++)
        {
            var plan = PodPlanner.Plan(goal, Observe(), Now);
            if (!plan.HasWork || CleanedUp)
            {
                return plan;
            }

            foreach (var action in plan.Actions)
            {
                Apply(action);
            }
        }

        throw new InvalidOperationException("the plan never comes to rest");
    }

    public void Exit(string id, int exitCode) => Change(id, container => container with
    {
        Phase = ContainerPhase.Exited,
        ExitCode = exitCode,
        ExitedAt = Now,
        RanFor = TimeSpan.FromSeconds(1),
    });

    public void KillSandbox()
    {
        foreach (var sandbox in _sandboxes.Where(sandbox => sandbox.Ready).ToList())
        {
            _sandboxes[_sandboxes.IndexOf(sandbox)] = sandbox with { Ready = false, IPs = [] };
        }
    }

    public void Boot()
    {
        KillSandbox();
        Running.ToList().ForEach(container => Exit(container.Id, 255));
    }

    private void Apply(PodAction action)
    {
        switch (action)
        {
            case PodAction.RunSandbox run:
                _sandboxes.Add(new ObservedSandbox($"s{++_ids}", run.Attempt, true, false, ["10.42.0.2"]));
                break;
            case PodAction.StopSandbox stop:
                _containers.Where(container => container.SandboxId == stop.SandboxId && container.Phase == ContainerPhase.Running).ToList().ForEach(container => Exit(container.Id, 137));
                var at = _sandboxes.FindIndex(sandbox => sandbox.Id == stop.SandboxId);
                _sandboxes[at] = _sandboxes[at] with { Ready = false, Stopped = true };
                break;
            case PodAction.RemoveSandbox remove:
                _sandboxes.RemoveAll(sandbox => sandbox.Id == remove.SandboxId);
                _containers.RemoveAll(container => container.SandboxId == remove.SandboxId);
                break;
            case PodAction.StartContainer start:
                var spec = PodContainers.All(pod.Spec).First(container => container.Name == start.Name);
                _containers.Add(TestPods.Seen(start.Name, restarts: start.RestartCount, sandbox: start.SandboxId) with
                {
                    Id = $"c{++_ids}",
                    Backoff = start.Backoff,
                    SpecHash = ContainerHash.Of(spec),
                });
                if (PodContainers.FindInit(pod.Spec, start.Name) is { } init && !PodContainers.IsSidecar(init))
                {
                    Exit(_containers[^1].Id, 0);
                }

                break;
            case PodAction.StopContainer stop:
                if (!PodContainers.HasSidecar(pod.Spec, stop.Name))
                {
                    Stopped.Add(stop.ContainerId);
                }

                Exit(stop.ContainerId, 143);
                break;
            case PodAction.RemoveContainer remove:
                _containers.RemoveAll(container => container.Id == remove.ContainerId);
                break;
            case PodAction.CleanUp:
                CleanedUp = true;
                break;
        }
    }

    private void Change(string id, Func<ObservedContainer, ObservedContainer> change)
    {
        var at = _containers.FindIndex(container => container.Id == id);
        _containers[at] = change(_containers[at]);
    }
}
