using EdgeKube.Link.Sync;

namespace EdgeKube.Simulation;

/// <summary>One run of a fleet: trouble first, then quiet, then the invariants.</summary>
internal sealed class FleetRun
{
    private readonly World _world;
    private readonly int _seed;
    private readonly List<Member> _members;

    public FleetRun(int seed, int nodes, Plant plant = Plant.None)
    {
        _seed = seed;
        _world = new(seed);
        _members = [.. Enumerable.Range(1, nodes).Select(i => new Member(_world, plant, $"n{i}"))];
    }

    public int Frames => _members.Sum(m => m.Network.Frames);

    public int Crashes => _members.Sum(m => m.Node.Crashes);

    /// <summary>Bytes of the dearest reconnect of a node with which nothing changed.</summary>
    public int IdleReconnectBytes { get; private set; }

    public void Execute(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            Trouble(_members[_world.Random.Next(_members.Count)]);
            _world.Run(_world.Random.Next(2_000));
        }

        foreach (var member in _members)
        {
            CalmDown(member);
        }

        _world.Run(20 * 60_000);
        _members.ForEach(CheckEqual);
        CheckSilence();
        _members.ForEach(CheckReconnect);
    }

    private void Trouble(Member member)
    {
        switch (_world.Random.Next(100))
        {
            case < 30:
                member.Controller.Change(Key(), Content());
                break;
            case < 36:
                member.Controller.Change(Key(), null);
                break;
            case < 60:
                member.Node.Observe(Key(), Content());
                break;
            case < 66:
                member.Node.Observe(Key(), null);
                break;
            case < 69:
                member.Disconnect();
                break;
            case < 85 when !member.Network.Connected:
                member.Connect();
                break;
            case < 88:
                member.Network.Partitioned = true;
                break;
            case < 96:
                member.Network.Partitioned = false;
                break;
            case < 98:
                member.Restart();
                break;
            case < 99:
                _members.ForEach(m => m.RestartController());
                break;
        }
    }

    private string Key() => $"Pod/default/p{_world.Random.Next(8)}";

    // Few values, so that contents come back and digests meet old acquaintances; now and then one that needs chunks.
    private ReadOnlyMemory<byte> Content()
    {
        var value = (byte)_world.Random.Next(4);
        return Enumerable.Repeat(value, _world.Chance(0.03) ? 100_000 : 40).ToArray();
    }

    private static void CalmDown(Member member)
    {
        member.Network.Quiet = true;
        member.Network.Partitioned = false;
        member.Node.CrashAtWrites = false;
        if (!member.Network.Connected)
        {
            member.Connect();
        }
    }

    private void CheckEqual(Member member)
    {
        Check(Same(member.Controller.Truth, member.Node.Disk.Contents), $"the view differs\n{member.State}");
        Check(Same(member.Node.Report, member.Controller.Report), $"the report differs\n{member.State}");
        var running = member.Controller.Truth.ToDictionary(t => t.Key, t => ContentHash.Of(t.Value.Span));
        Check(SetDigest.Of(running) == SetDigest.Of(member.Node.Running), "what runs is not the view");
    }

    private static bool Same(Dictionary<string, ReadOnlyMemory<byte>> one, Dictionary<string, ReadOnlyMemory<byte>> other) =>
        one.Count == other.Count && one.All(o => other.TryGetValue(o.Key, out var content) && content.Span.SequenceEqual(o.Value.Span));

    private void CheckSilence()
    {
        var before = Frames;
        _world.Run(60 * 60_000);
        Check(Frames == before, $"{Frames - before} frames in an hour in which nothing changed");
    }

    private void CheckReconnect(Member member)
    {
        var (frames, bytes) = (member.Network.Frames, member.Network.Bytes);
        member.Disconnect();
        member.Connect();
        _world.Run(60_000);
        Check(member.Network.Frames - frames == 2, $"{member.Network.Frames - frames} frames for a reconnect in which nothing changed");
        IdleReconnectBytes = Math.Max(IdleReconnectBytes, member.Network.Bytes - bytes);
    }

    private void Check(bool holds, string fault)
    {
        if (!holds)
        {
            throw new SimulationFault($"seed {_seed}: {fault}");
        }
    }
}
