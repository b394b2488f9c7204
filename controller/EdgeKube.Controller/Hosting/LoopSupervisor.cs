using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>Keeps the controller's loops running: one that throws or returns is logged and run again, after 1 s doubling to 30 s.</summary>
internal sealed class LoopSupervisor(TimeProvider time, ILogger<LoopSupervisor> log)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    /// <summary>A loop that ran so long is healthy: its next fault begins at the first delay again.</summary>
    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Begins one loop after the other, on a thread of their own: each first reads everything that it cares for, without a pause. All at once they would keep
    /// the few threads that answer requests from doing so, and decode the same objects.
    /// </summary>
    public Task RunAsync(IReadOnlyList<IControllerLoop> loops, CancellationToken cancellationToken) => Task.Factory.StartNew(
        () => Task.WhenAll([.. loops.Select(loop => KeepRunningAsync(loop, cancellationToken))]), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private async Task KeepRunningAsync(IControllerLoop loop, CancellationToken cancellationToken)
    {
        var delay = FirstDelay;
        while (!cancellationToken.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            try
            {
                await loop.RunAsync(cancellationToken);
                if (!cancellationToken.IsCancellationRequested)
                {
                    HostingLog.LoopReturned(log, loop.Name, delay);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                HostingLog.LoopFailed(log, loop.Name, delay, e);
            }

            delay = time.GetElapsedTime(started) > Healthy ? FirstDelay : delay;
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            delay = delay * 2 > LongestDelay ? LongestDelay : delay * 2;
        }
    }
}
