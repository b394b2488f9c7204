using System.Runtime.InteropServices;

namespace EdgeKube.Agent.Footprint;

/// <summary>Gives memory back to the system once a burst of work is over, as <see cref="TrimDecider"/> says.</summary>
internal sealed partial class HeapTrimmer(TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        var (trimmed, last) = (0L, GC.GetTotalAllocatedBytes());
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var now = GC.GetTotalAllocatedBytes();
            if (TrimDecider.IsDue(trimmed, last, now))
            {
                Trim();
                trimmed = now;
            }

            last = now;
        }
    }

    // Aggressive: the one mode that also decommits the regions that are free now. Then what OpenSSL and the others freed.
    private static void Trim()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _ = TrimNative(0);
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimNative(nuint pad);
}
