using EdgeKube.Controller.Api;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Reconcilers;

/// <summary>
/// The shell every reconciler shares: watches, queues keys, keeps a key in one hand at a time, retries with back-off. A reconciler reads
/// its own writes, because an answered write is in the memory that <see cref="IResources"/> reads from; so nothing is expected, only looked at.
/// </summary>
internal sealed class ReconcilerLoop<TKey>(
    IReconciler<TKey> reconciler,
    IResources resources,
    TimeProvider time,
    ILogger logger,
    int workers = 4,
    IKeySource<TKey>? keys = null) : IControllerLoop
    where TKey : notnull
{
    public string Name => reconciler.Name;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var queue = new WorkQueue<TKey>(time);
        using var others = keys?.Subscribe(queue.Add);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] tasks = [WatchAsync(queue, stop.Token), .. Enumerable.Range(0, workers).Select(_ => WorkAsync(queue, stop.Token))];
        await Task.WhenAny(tasks);
        await stop.CancelAsync();
        await Task.WhenAll(tasks);
    }

    private async Task WatchAsync(WorkQueue<TKey> queue, CancellationToken cancellationToken)
    {
        await foreach (var change in ResourceWatch.FollowAsync(resources, reconciler.Kinds, cancellationToken))
        {
            foreach (var key in reconciler.KeysOf(change))
            {
                queue.Add(key);
            }
        }
    }

    private async Task WorkAsync(WorkQueue<TKey> queue, CancellationToken cancellationToken)
    {
        while (true)
        {
            var key = await queue.TakeAsync(cancellationToken);
            try
            {
                Settle(queue, key, await reconciler.ReconcileAsync(key, cancellationToken));
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                ReconcilerLog.PassFailed(logger, reconciler.Name, $"{key}", error);
                queue.AddFailed(key);
            }
            finally
            {
                queue.Done(key);
            }
        }
    }

    private static void Settle(WorkQueue<TKey> queue, TKey key, ReconcileResult result)
    {
        if (result.Retry)
        {
            queue.AddFailed(key);
            return;
        }

        queue.Forget(key);
        if (result.RunAgainAfter is { } delay)
        {
            queue.AddAfter(key, delay);
        }
    }
}
