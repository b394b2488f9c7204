namespace EdgeKube.Agent.Probes.Ticks;

/// <summary>Something that is to be done in a tick, unless it is called off before.</summary>
internal sealed class TickEntry(Action start)
{
    private Action? _start = start;

    public void Cancel() => Interlocked.Exchange(ref _start, null);

    public void Run() => Interlocked.Exchange(ref _start, null)?.Invoke();
}
