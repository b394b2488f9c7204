namespace EdgeKube.Agent;

/// <summary>The loops that the agent consists of while it runs.</summary>
internal static class Loops
{
    /// <summary>
    /// Waits until <paramref name="ending"/> is cancelled. One loop that ends takes the others along: systemd then starts the agent anew, and no
    /// container notices.
    /// </summary>
    public static async Task EndTogetherAsync(Task[] loops, CancellationTokenSource ending)
    {
        var pending = loops.ToList();
        try
        {
            while (pending.Count > 0)
            {
                var first = await Task.WhenAny(pending);
                pending.Remove(first);
                await first;
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // An orderly stop.
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(loops).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
