namespace EdgeKube.Agent.Footprint;

/// <summary>Gives memory back to the system once a burst of work is over, as <see cref="TrimDecider"/> says, and the program's own pages whenever little is done.</summary>
internal sealed class HeapTrimmer(TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        var pages = ProgramPages.OfThisProgram();
        var (trimmed, last, looks) = (0L, GC.GetTotalAllocatedBytes(), 0);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var now = GC.GetTotalAllocatedBytes();
            looks++;
            if (TrimDecider.IsDue(now - last, now - trimmed, looks))
            {
                // This mode alone gives the memory back to the system.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                (trimmed, looks) = (now, 0);
            }

            if (TrimDecider.IsQuiet(now - last))
            {
                pages.LetGo();
            }

            last = now;
        }
    }
}
