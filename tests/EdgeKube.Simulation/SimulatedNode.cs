using System.Text.Json;
using EdgeKube.Agent.Replica;
using EdgeKube.Api;
using EdgeKube.Link;
using EdgeKube.Link.Sync;

namespace EdgeKube.Simulation;

/// <summary>A device: an agent that may die at any disk write or action, its card, its clock, and a runtime that outlives the agent.</summary>
internal sealed class SimulatedNode
{
    private readonly World _world;
    private readonly HostileNetwork _network;
    private readonly Plant _plant;
    private readonly Dictionary<ContentHash, Pod> _decoded = [];
    private AgentProcess _agent = null!;

    public SimulatedNode(World world, HostileNetwork network, Plant plant, string name, PodLedger ledger)
    {
        (_world, _network, _plant, Name) = (world, network, plant, name);
        Clock = new(world);
        Disk = new(world, plant);
        Runtime = new(world, Clock, plant, ledger);
        network.ToNode = message => _agent.Step(new LinkEvent.Received(message.Channel, message.Payload));
        Start(newest: false);
    }

    public string Name { get; }

    public Clock Clock { get; }

    public SimulatedDisk Disk { get; }

    public SimulatedRuntime Runtime { get; }

    /// <summary>What the node reports.</summary>
    public Dictionary<string, ReadOnlyMemory<byte>> Reported { get; private set; } = [];

    /// <summary>What its link holds to be its view's version: none, once a person's word got there.</summary>
    public ViewVersion? ViewVersion => _agent.Link.ViewVersion;

    public bool IsHostile { get; set; } = true;

    public int Crashes { get; private set; }

    /// <summary>Changes of the view that were handed out.</summary>
    public int Applies { get; private set; }

    /// <summary>Since this moment the node waits for a person; null: it does not.</summary>
    public long? MustWaitSince { get; set; }

    public string State => $"{Name}: connected {_network.Connected}, active {_agent.Link.IsActive}, report in sync {_agent.Link.IsReportInSync}, {_agent.Link.ViewVersion}";

    public void Connect()
    {
        _network.Connected = true;
        _agent.Step(new LinkEvent.Connected((ulong)_world.Random.NextInt64(1, long.MaxValue)));
    }

    public void Disconnect()
    {
        _network.Connected = false;
        _agent.Step(new LinkEvent.Disconnected());
    }

    /// <summary>The agent dies, and comes back with what its card holds, perhaps as another release.</summary>
    public void Restart(bool newest = false)
    {
        Crashes++;
        _agent.Kill();
        _network.Disconnected();
        Start(newest);
    }

    /// <summary>The machine loses its power, and all that ran with it.</summary>
    public void LosePower()
    {
        _agent.Kill();
        Runtime.Boot();
        Disk.LosePower();
        Restart();
    }

    /// <summary>Someone deleted the replica; the containers run on.</summary>
    public void WipeReplica()
    {
        _agent.Kill();
        Disk.Wipe();
        MustWaitSince = null;
        Restart();
    }

    public void CrashContainer()
    {
        if (Runtime.CrashOne() is { } uid)
        {
            _agent.Look(uid);
        }
    }

    public Pod Decode(ReplicaEntry entry) => _decoded.TryGetValue(entry.Hash, out var known)
        ? known
        : _decoded[entry.Hash] = JsonSerializer.Deserialize(entry.Content.Span, CoreJsonContext.Default.Pod)!;

    /// <summary>False when that is what was reported before.</summary>
    public bool Report(SetChange change)
    {
        if (change.Content is not { } content)
        {
            return Reported.Remove(change.Key);
        }

        var isNew = !Reported.TryGetValue(change.Key, out var before) || !before.Span.SequenceEqual(content.Span);
        Reported[change.Key] = content;
        return isNew;
    }

    public void Carry(LinkEffect effect)
    {
        if (effect is not LinkEffect.Send)
        {
            _world.Journal?.Invoke($"{_world.Now} {Name}: {effect}");
        }

        switch (effect)
        {
            case LinkEffect.Send send:
                _network.Send(up: true, send);
                break;
            case LinkEffect.Apply apply:
                Write(apply);
                break;
            case LinkEffect.SessionStarted:
                _agent.OnSessionStarted();
                break;
            case LinkEffect.Conflict when _plant == Plant.ConflictIgnored:
                var agent = _agent;
                _world.After(1, () => agent.Step(new LinkEvent.AcceptForeignView()));
                break;
            case LinkEffect.Rejected rejected:
                _network.Refused(Name, rejected.Why);
                break;
        }
    }

    private void Start(bool newest)
    {
        Disk.Reload();
        _world.Journal?.Invoke($"{_world.Now} {Name} starts with {Disk.Image.Version}");
        Reported = [];
        if (IsHostile && Disk.Statuses.Count > 0 && _world.Chance(0.2))
        {
            // Statuses are written some time after they change.
            Disk.Statuses.Remove(Disk.Statuses.Keys.First());
        }

        _agent = new(_world, this, _plant, newest ? Builds.Newest(_plant) : Builds.Any(_world, _plant));
        var agent = _agent;
        agent.Begin();
        if (_plant == Plant.Heartbeat)
        {
            Beat(agent);
        }
    }

    private void Beat(AgentProcess agent) => agent.After(TimeSpan.FromSeconds(30), () =>
    {
        var time = new SetChange("Node//self", BitConverter.GetBytes(_world.Now));
        Report(time);
        agent.Step(new LinkEvent.Changed([time]));
        Beat(agent);
    });

    private void Write(LinkEffect.Apply apply)
    {
        Applies++;
        foreach (var upsert in apply.Upserts.Where(u => Disk.FindHash(u.Key) == u.Hash))
        {
            throw new SimulationFault($"{Name}: {upsert.Key} was applied again although nothing changed");
        }

        var (agent, askedAt) = (_agent, _world.Now);
        if (_plant == Plant.ActBeforePersist)
        {
            agent.ActEarly(apply);
        }

        if (_plant == Plant.AckBeforeDurable)
        {
            _world.After(0, () => agent.Step(new LinkEvent.Applied(apply.Token)));
        }

        _world.After(_world.Random.Next(_world.Chance(0.1) ? 10_000 : 50), () => Persist(agent, apply, askedAt));
    }

    private void Persist(AgentProcess agent, LinkEffect.Apply apply, long askedAt)
    {
        if (agent.IsDead)
        {
            return;
        }

        if (askedAt > MustWaitSince)
        {
            throw new SimulationFault($"{Name}: took a view that a person has not decided on");
        }

        if (IsHostile && _world.Chance(0.06))
        {
            // The power goes, or the agent is killed, in the middle of the write.
            Disk.Write(apply, _world.OneOf(SimulatedDisk.Step.Written, SimulatedDisk.Step.Synced, SimulatedDisk.Step.Renamed, SimulatedDisk.Step.Done));
            (_world.Chance(0.5) ? LosePower : (Action)(() => Restart()))();
        }
        else if (IsHostile && _world.Chance(0.05))
        {
            agent.Step(new LinkEvent.ApplyFailed(apply.Token));
        }
        else
        {
            Take(agent, apply);
        }
    }

    private void Take(AgentProcess agent, LinkEffect.Apply apply)
    {
        if (_plant == Plant.LostDelta && _world.Chance(0.1))
        {
            agent.Step(new LinkEvent.Applied(apply.Token));
            return;
        }

        Disk.Write(apply, SimulatedDisk.Step.Done);
        agent.Step(new LinkEvent.Applied(apply.Token));
        if (!agent.IsDead)
        {
            agent.OnViewChanged(apply);
        }
    }
}
