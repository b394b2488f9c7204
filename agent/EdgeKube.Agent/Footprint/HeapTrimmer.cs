using System.Runtime.InteropServices;

namespace EdgeKube.Agent.Footprint;

/// <summary>Gives memory back to the system once a burst of work is over, as <see cref="TrimDecider"/> says, and what files fill whenever little is done.</summary>
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
            var allocated = GC.GetTotalAllocatedBytes() - last;
            var isDue = TrimDecider.IsDue(allocated, last + allocated - trimmed, ++looks);
            if (pages is null)
            {
                // Not before the first look: the start is in a hurry.
                pages = ProgramPages.Find();
                pages.Divide();
            }
            else if (isDue || !pages.IsSettled)
            {
                pages = pages.FindAgain();
            }

            if (isDue)
            {
                // This mode alone gives the memory back to the system.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                _ = TrimNativeHeap(0);
                (trimmed, looks) = (GC.GetTotalAllocatedBytes(), 0);
            }

            if (TrimDecider.IsQuiet(allocated))
            {
                pages.LetGo();
            }

            // What looking has allocated itself is no work of the node's.
            last = GC.GetTotalAllocatedBytes();
        }
    }

    // What TLS, compression and the runtime itself took and gave back.
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimNativeHeap(nuint keep);
}
