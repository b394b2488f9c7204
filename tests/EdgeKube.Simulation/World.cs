namespace EdgeKube.Simulation;

/// <summary>Simulated time and everything that is still to happen. Equal seeds give equal runs.</summary>
internal sealed class World(int seed)
{
    private readonly PriorityQueue<Action, (long At, long Order)> _queue = new();
    private long _order;

    public Random Random { get; } = new(seed);

    public long Now { get; private set; } = 1_000_000;

    public EdgeKube.Link.LinkTime Time => new(Now, DateTimeOffset.UnixEpoch.AddMilliseconds(Now));

    public bool Chance(double probability) => Random.NextDouble() < probability;

    public void After(long milliseconds, Action action) => _queue.Enqueue(action, (Now + milliseconds, _order++));

    /// <summary>Lets time pass; a queue that never empties is a fault of its own.</summary>
    public void Run(long milliseconds)
    {
        var end = Now + milliseconds;
        var budget = 2_000_000;
        while (_queue.TryPeek(out _, out var next) && next.At <= end)
        {
            Now = next.At;
            _queue.Dequeue()();
            if (--budget == 0)
            {
                throw new SimulationFault("too many events: something talks without end");
            }
        }

        Now = end;
    }
}
