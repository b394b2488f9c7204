namespace EdgeKube.Controller.Hosting;

/// <summary>
/// Keeps the heap near what lives in it. The collector is lazy where objects live for a moment too long to die young, as those of a TLS handshake do: a
/// thousand nodes that come back at once would leave twice as much garbage as they themselves are, and an idle controller would keep it for days.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="forget">Lets go of what can be made again; returns about how many bytes that were.</param>
internal sealed class HeapKeeper(TimeProvider time, Func<long> forget) : IControllerLoop
{
    // A full collection of a large fleet's heap takes some tenths of a second, and so at most a tenth of the time.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(3);
    private long _lived;
    private long _allocated;
    private long _collectedAt;

    public string Name => "heap";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            // What lived until now and is let go of is garbage from now on.
            _lived = Math.Max(0, _lived - forget());
            var bytes = GC.GetTotalMemory(forceFullCollection: false);
            var allocated = GC.GetTotalAllocatedBytes();
            if (HeapPlanner.IsCollectionDue(new HeapLook(bytes, _lived, allocated - _allocated, allocated - _collectedAt)))
            {
                // This mode alone gives the memory back to the system.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                bytes = GC.GetTotalMemory(forceFullCollection: false);
                (_lived, _collectedAt) = (bytes, allocated);
            }

            _allocated = allocated;

            // Later garbage is measured against the least that ever lived, or a fleet that left would be remembered.
            _lived = Math.Min(_lived, bytes);
        }
    }
}
