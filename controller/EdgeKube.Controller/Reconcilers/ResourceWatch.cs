using System.Runtime.CompilerServices;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Reconcilers;

/// <summary>
/// A watch that catches up: a burst that overruns the watcher's queue is read again from where it stopped. What is too old even for the
/// store's history still throws, and the loop begins afresh.
/// </summary>
internal static class ResourceWatch
{
    private enum Step
    {
        Change,
        Behind,
        Ended,
    }

    public static async IAsyncEnumerable<ResourceChange> FollowAsync(
        IResources resources, IReadOnlyList<Kind>? kinds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long? last = null;
        for (var step = Step.Behind; step == Step.Behind;)
        {
            await using var changes = resources.WatchAsync(last, cancellationToken, kinds).GetAsyncEnumerator(cancellationToken);
            for (step = await MoveAsync(changes); step == Step.Change; step = await MoveAsync(changes))
            {
                last = Math.Max(last ?? 0, changes.Current.Revision);
                yield return changes.Current;
            }
        }
    }

    private static async Task<Step> MoveAsync(IAsyncEnumerator<ResourceChange> changes)
    {
        try
        {
            return await changes.MoveNextAsync() ? Step.Change : Step.Ended;
        }
        catch (SlowWatcherException)
        {
            return Step.Behind;
        }
    }
}
