using System.Runtime.InteropServices;

namespace EdgeKube.Agent.Footprint;

/// <summary>Gives memory back to the system once a burst of work is over, as <see cref="TrimDecider"/> says, and the program's own pages whenever little is done.</summary>
internal sealed partial class HeapTrimmer(TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        ProgramPages? pages = null;
        var (trimmed, last, looks) = (0L, GC.GetTotalAllocatedBytes(), 0);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (pages is null)
            {
                // Not before the first look: the start is in a hurry.
                pages = ProgramPages.Find();
                pages.Divide();
            }

            var now = GC.GetTotalAllocatedBytes();
            looks++;
            if (TrimDecider.IsDue(now - last, now - trimmed, looks))
            {
                // This mode alone gives the memory back to the system.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                _ = TrimNativeHeap(0);
                (trimmed, looks) = (now, 0);
                pages = ProgramPages.Find();
            }

            if (TrimDecider.IsQuiet(now - last))
            {
                pages.LetGo();
            }

            last = now;
        }
    }

    // What TLS, compression and the runtime itself took and gave back.
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimNativeHeap(nuint keep);
}
