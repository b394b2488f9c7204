namespace EdgeKube.Simulation;

/// <summary>One run of a fleet: trouble first, then quiet and people who decide what is asked of them, then the invariants.</summary>
internal sealed class FleetRun
{
    private readonly World _world;
    private readonly List<Member> _members;
    private readonly Trouble _trouble;
    private readonly Invariants _invariants;

    public FleetRun(int seed, int nodes, Plant plant = Plant.None, Action<string>? journal = null)
    {
        _world = new(seed) { Journal = journal };
        _members = [.. Enumerable.Range(1, nodes).Select(i => new Member(_world, plant, $"n{i}"))];
        _trouble = new(_world, _members);
        _invariants = new(_world, _members, seed);
    }

    public int Frames => _members.Sum(m => m.Network.Frames);

    public int Crashes => _members.Sum(m => m.Node.Crashes);

    public int Starts => _members.Sum(m => m.Node.Runtime.Starts);

    /// <summary>Of everything that happened.</summary>
    public ulong Trace => _world.Trace;

    /// <summary>Bytes of the dearest reconnect of a node with which nothing changed.</summary>
    public int IdleReconnectBytes => _invariants.IdleReconnectBytes;

    public void Execute(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            _trouble.Happen();
            _world.Run(_world.Random.Next(4_000));
        }

        _members.ForEach(CalmDown);
        for (var i = 0; i < 5; i++)
        {
            _world.Run(60_000);
            _members.ForEach(Decide);
        }

        _world.Run(20 * 60_000);
        _invariants.Check();
    }

    private static void CalmDown(Member member)
    {
        member.Network.Quiet = true;
        member.Network.Partitioned = false;
        member.Node.IsHostile = false;
        if (!member.Network.Connected)
        {
            member.Connect();
        }
    }

    // A person who sees a conflict: brings both programs to a release that can be told, if need be, and tells the node.
    private void Decide(Member member)
    {
        if (!member.Controller.IsInConflict)
        {
            return;
        }

        if (!member.Controller.CanResolve)
        {
            member.Node.Restart(newest: true);
            member.RestartController(newest: true);
            member.Connect();
            _world.Run(10_000);
        }

        member.Controller.Resolve();
    }
}
