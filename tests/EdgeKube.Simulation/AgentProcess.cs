using System.Text.Json;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Link;
using EdgeKube.Link.Sync;

namespace EdgeKube.Simulation;

/// <summary>
/// One life of an agent: its end of the link and its pods' workers, begun from what the card holds. Dies with everything it remembers; its containers
/// do not notice.
/// </summary>
internal sealed class AgentProcess
{
    private readonly World _world;
    private readonly SimulatedNode _node;
    private readonly Dictionary<string, SimulatedWorker> _workers = [];
    private readonly Dictionary<PodKey, string> _wanted = [];
    private readonly List<SetChange> _changes = [];
    private readonly Shell _shell;
    private bool _viewIsValid;
    private bool _begun;

    public AgentProcess(World world, SimulatedNode node, Plant plant, LinkOptions options)
    {
        (_world, _node, Plant) = (world, node, plant);
        Reporter = new(Disk, uid => FindPod(uid)?.Uid, OnReport);
        Link = new NodeLink(new(node.Name, "boot"), Disk.State(), options);
        _shell = new(world, node.Clock, Link.Step, node.Carry, isDeaf: plant == Plant.DeafTimer);
    }

    public Plant Plant { get; }

    public NodeLink Link { get; }

    public SimulatedReporter Reporter { get; }

    public SimulatedDisk Disk => _node.Disk;

    public SimulatedRuntime Runtime => _node.Runtime;

    public Clock Clock => _node.Clock;

    public bool IsDead => _shell.IsDead;

    /// <summary>On the scale that plans are made on.</summary>
    public TimeSpan Now => Plant == Plant.WallClockBackoff ? Clock.Wall - DateTimeOffset.UnixEpoch : Clock.Uptime;

    public void Kill() => _shell.Kill();

    /// <summary>Pods first, as they are on the card; the link hears of all of them before its first connection.</summary>
    public void Begin()
    {
        _viewIsValid = Disk.Image.Version is not null || Plant == Plant.RemovesBeforeFirstView;
        foreach (var pod in Disk.Image.Entries.Keys.Order(StringComparer.Ordinal).Select(FindPod).OfType<Pod>())
        {
            Take(pod);
        }

        Relist();
        _begun = true;
        Flush();
    }

    public void Step(LinkEvent linkEvent)
    {
        _shell.Step(linkEvent);
        Flush();
    }

    public void After(TimeSpan delay, Action action) => _world.After(Math.Max(1, (long)delay.TotalMilliseconds), () =>
    {
        if (!IsDead)
        {
            action();
            Flush();
        }
    });

    /// <summary>The agent may die between two actions.</summary>
    public bool DiesNow()
    {
        if (_node.IsHostile && _world.Chance(0.01))
        {
            _node.Restart();
        }

        return IsDead;
    }

    /// <summary>The view holds this change on the card.</summary>
    public void OnViewChanged(LinkEffect.Apply apply)
    {
        foreach (var key in apply.Upserts.Select(upsert => upsert.Key).Concat(apply.Deletes).Where(key => key.StartsWith("Pod/", StringComparison.Ordinal)))
        {
            var podKey = new PodKey("default", key["Pod/default/".Length..]);
            if (FindPod(key) is { } pod)
            {
                Take(pod);
            }
            else if (_wanted.Remove(podKey, out var uid))
            {
                _workers.GetValueOrDefault(uid)?.End();
            }

            Reporter.OnViewChanged(podKey);
        }

        if (!_viewIsValid && Disk.Image.Version is not null)
        {
            _viewIsValid = true;
            Relist();
        }

        Flush();
    }

    public void OnSessionStarted()
    {
        if (Plant == Plant.RestartOnReconnect)
        {
            foreach (var (key, uid) in Runtime.Pods)
            {
                Runtime.Running(uid).ToList().ForEach(container => Runtime.Apply(key, uid, null, new PodAction.StopContainer(container.Id, container.Name, default, null, "Reconnected")));
            }
        }
    }

    public void Look(string uid)
    {
        _workers.GetValueOrDefault(uid)?.Look();
        Flush();
    }

    public void Gone(SimulatedWorker worker)
    {
        _workers.Remove(worker.Uid);
        if (!IsDead && FindPod(worker.Key) is { } again && again.Uid == worker.Uid && again.Metadata.DeletionTimestamp is null)
        {
            // The same pod came back (a backup was restored) while it was being ended.
            After(TimeSpan.FromMilliseconds(1), () => Take(again));
        }
    }

    public void Tell(PodKey key, PodAction action) => _world.Journal?.Invoke($"{_world.Now} {_node.Name} {key}: {action}");

    /// <summary>Only what is on the card may be acted upon.</summary>
    public void CheckDurable(PodKey key, string uid, PodAction action)
    {
        if (action is PodAction.RunSandbox or PodAction.StartContainer && FindPod(key)?.Uid != uid)
        {
            throw new SimulationFault($"{_node.Name}: acted on {key} which is not on the card: {action}");
        }
    }

    /// <summary>What a plant acts on too early.</summary>
    public void ActEarly(LinkEffect.Apply apply)
    {
        foreach (var upsert in apply.Upserts.Where(upsert => upsert.Key.StartsWith("Pod/", StringComparison.Ordinal)))
        {
            Take(JsonSerializer.Deserialize(upsert.Content.Span, CoreJsonContext.Default.Pod)!);
        }
    }

    private Pod? FindPod(string key) => key.StartsWith("Pod/", StringComparison.Ordinal) && Disk.Image.Entries.TryGetValue(key, out var entry)
        ? _node.Decode(entry)
        : null;

    private Pod? FindPod(PodKey key) => FindPod($"Pod/{key.Namespace}/{key.Name}");

    private void Take(Pod pod)
    {
        var key = new PodKey(pod.Namespace, pod.Name);
        var former = _wanted.TryGetValue(key, out var uid) && uid != pod.Uid ? _workers.GetValueOrDefault(uid) : null;
        _wanted[key] = pod.Uid;
        if (!_workers.TryGetValue(pod.Uid, out var worker))
        {
            _workers.Add(pod.Uid, worker = new(key, pod.Uid, this));
        }

        former?.End();
        worker.Set(pod);
    }

    // Something of ours runs of which the view knows nothing.
    private void Relist()
    {
        foreach (var (key, uid) in Runtime.Pods.Where(pod => _viewIsValid && !_workers.ContainsKey(pod.Uid)).ToList())
        {
            var worker = new SimulatedWorker(key, uid, this);
            _workers.Add(uid, worker);
            worker.End();
        }
    }

    private void OnReport(SetChange change)
    {
        if (_node.Report(change) && !(Plant == Plant.LostReport && _world.Chance(0.1)))
        {
            _changes.Add(change);
        }
    }

    // Reports leave in bundles and never out of the middle of a step.
    private void Flush()
    {
        if (_begun && _changes.Count > 0 && !IsDead)
        {
            var changes = _changes.ToList();
            _changes.Clear();
            _shell.Step(new LinkEvent.Changed(changes));
        }
    }
}
