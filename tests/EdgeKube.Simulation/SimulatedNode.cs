using EdgeKube.Link;
using EdgeKube.Link.Sync;

namespace EdgeKube.Simulation;

/// <summary>A device: an agent's process that may die at any disk write, its card, and containers that outlive the process.</summary>
internal sealed class SimulatedNode
{
    private readonly World _world;
    private readonly HostileNetwork _network;
    private readonly Plant _plant;
    private readonly string _name;
    private readonly Dictionary<string, ContentHash> _started = [];
    private Shell _shell = null!;
    private NodeLink _link = null!;

    public SimulatedNode(World world, HostileNetwork network, Plant plant, string name)
    {
        (_world, _network, _plant, _name) = (world, network, plant, name);
        network.ToNode = message => _shell.Step(new LinkEvent.Received(message.Channel, message.Payload));
        Start();
    }

    public SimulatedDisk Disk { get; private set; } = new();

    /// <summary>What runs: key to the hash it was started with.</summary>
    public Dictionary<string, ContentHash> Running { get; } = [];

    /// <summary>What the node observes and reports.</summary>
    public Dictionary<string, ReadOnlyMemory<byte>> Report { get; } = [];

    public bool CrashAtWrites { get; set; } = true;

    public int Crashes { get; private set; }

    public string State => $"{_name}: connected {_network.Connected}, active {_link.IsActive}, report in sync {_link.IsReportInSync}, {_link.ViewVersion}";

    public void Connect()
    {
        _network.Connected = true;
        _shell.Step(new LinkEvent.Connected((ulong)_world.Random.NextInt64(1, long.MaxValue)));
    }

    public void Disconnect()
    {
        _network.Connected = false;
        _shell.Step(new LinkEvent.Disconnected());
    }

    public void Observe(string key, ReadOnlyMemory<byte>? content)
    {
        if (content is { } value)
        {
            Report[key] = value;
        }
        else
        {
            Report.Remove(key);
        }

        _shell.Step(new LinkEvent.Changed([new(key, content)]));
    }

    /// <summary>The agent dies, and comes back with what its card holds; its containers never noticed.</summary>
    public void Restart()
    {
        Crashes++;
        _shell.Kill();
        _network.Connected = false;
        if (_plant == Plant.LyingDisk && Disk.Contents.Count > 0)
        {
            Disk.Contents.Remove(Disk.Contents.Keys.Order(StringComparer.Ordinal).First());
        }

        Start();
    }

    private void Start()
    {
        var held = _plant == Plant.ForgottenDisk ? ReplicaState.Empty : Disk.Load();
        _link = new NodeLink(new(_name, "boot"), held, new LinkOptions { Version = "0.1.0" });
        var link = _link;
        _shell = new(_world, link.Step, Carry);
        _shell.Step(new LinkEvent.Changed([.. Report.Select(r => new SetChange(r.Key, r.Value))]));
        Act();
        if (_plant == Plant.Heartbeat)
        {
            Beat(_shell);
        }
    }

    private void Beat(Shell shell) => _world.After(30_000, () =>
    {
        if (!shell.IsDead)
        {
            Observe("Node//self", BitConverter.GetBytes(_world.Now));
            Beat(shell);
        }
    });

    private void Carry(LinkEffect effect)
    {
        switch (effect)
        {
            case LinkEffect.Send send:
                _network.Send(up: true, send);
                break;
            case LinkEffect.Apply apply:
                Write(apply);
                break;
            case LinkEffect.Rejected rejected:
                throw new SimulationFault($"{_name} rejected: {rejected.Why}");
        }
    }

    private void Write(LinkEffect.Apply apply)
    {
        foreach (var upsert in apply.Upserts.Where(u => Disk.FindHash(u.Key) == u.Hash))
        {
            throw new SimulationFault($"{_name}: {upsert.Key} was applied again although nothing changed");
        }

        var shell = _shell;
        if (_plant == Plant.ActBeforePersist)
        {
            apply.Upserts.ToList().ForEach(u => Act(u.Key, u.Hash));
        }

        _world.After(_world.Random.Next(_world.Chance(0.1) ? 10_000 : 50), () => Persist(shell, apply));
    }

    private void Persist(Shell shell, LinkEffect.Apply apply)
    {
        if (shell.IsDead)
        {
            return;
        }

        if (CrashAtWrites && _world.Chance(0.05))
        {
            Restart();
        }
        else if (CrashAtWrites && _world.Chance(0.05))
        {
            shell.Step(new LinkEvent.ApplyFailed(apply.Token));
        }
        else
        {
            Disk.Persist(apply);
            apply.Deletes.ToList().ForEach(key => _started.Remove(key));
            if (CrashAtWrites && _world.Chance(0.05))
            {
                Restart();
                return;
            }

            shell.Step(new LinkEvent.Applied(apply.Token));
            Act();
        }
    }

    private void Act()
    {
        foreach (var (key, hash) in Disk.Load().Entries)
        {
            if (!Running.TryGetValue(key, out var runs) || runs != hash)
            {
                Act(key, hash);
            }
        }

        foreach (var key in Running.Keys.Where(key => !Disk.Contents.ContainsKey(key)).ToList())
        {
            Running.Remove(key);
        }
    }

    private void Act(string key, ContentHash hash)
    {
        if (Disk.FindHash(key) != hash)
        {
            throw new SimulationFault($"{_name}: acted on {key} before it was durable");
        }

        if (_started.TryGetValue(key, out var started) && started == hash)
        {
            throw new SimulationFault($"{_name}: {key} was restarted although nothing changed");
        }

        Running[key] = _started[key] = hash;
    }
}
