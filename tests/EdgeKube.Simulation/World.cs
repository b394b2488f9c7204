namespace EdgeKube.Simulation;

/// <summary>Simulated time and everything that is still to happen. Equal seeds give equal runs.</summary>
internal sealed class World(int seed)
{
    private readonly PriorityQueue<Action, (long At, long Order)> _queue = new();
    private long _order;

    public Random Random { get; } = new(seed);

    /// <summary>Milliseconds that no clock's jump moves.</summary>
    public long Now { get; private set; } = 1_000_000;

    /// <summary>Everything that happened, folded into a number: equal numbers, equal runs.</summary>
    public ulong Trace { get; private set; } = 14695981039346656037UL;

    /// <summary>Hears what happens in words, when one seed is looked at.</summary>
    public Action<string>? Journal { get; set; }

    public bool Chance(double probability) => Random.NextDouble() < probability;

    public T OneOf<T>(params T[] choices) => choices[Random.Next(choices.Length)];

    public void Note(long what) => Trace = (Trace ^ (ulong)what ^ (ulong)Now) * 1099511628211UL;

    public void After(long milliseconds, Action action) => _queue.Enqueue(action, (Now + milliseconds, _order++));

    /// <summary>Lets time pass; a queue that never empties is a fault of its own.</summary>
    public void Run(long milliseconds)
    {
        var end = Now + milliseconds;
        var budget = 500_000;
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
