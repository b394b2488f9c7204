using System.Runtime.CompilerServices;
using EdgeKube.Api;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>
/// watch: a stream of events. An object that comes to match the selectors is ADDED, one that ceases to is DELETED, whatever really
/// happened to it.
/// </summary>
internal sealed class WatchHandler(Registry registry, IClusterStore store, IAuthorizer authorizer, TimeProvider time)
{
    private const long MaxTimeoutSeconds = 86_400;

    // Kubernetes' own pace.
    private static readonly TimeSpan BookmarkInterval = TimeSpan.FromMinutes(1);

    private readonly RecentEvents _recent = new();

    private readonly WatchPace _pace = new(time);

    public ApiResponse Handle(RequestTarget target, CancellationToken cancellationToken)
    {
        var access = new AccessRequest("watch", target.Kind, target.Namespace, target.Path.Name);
        if (authorizer.FindRefusal(target.Request.Caller, access) is { } refusal)
        {
            return Responses.Of(refusal);
        }

        var selection = Selection.Parse(target);
        var start = WatchStart.Read(target.Query);
        return (selection.Error ?? ListOptionsRules.FindFault(target, store.Revision) ?? start.Error) is { } fault
            ? Responses.Of(fault)
            : new ApiResponse(200, ApiResponse.Json, default) { Parts = LimitedAsync(target, selection.Object!, start.Object!, cancellationToken) };
    }

    /// <summary>As long as timeoutSeconds allows, when it is given; then the watch ends as if by itself.</summary>
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> LimitedAsync(
        RequestTarget target, Selection selection, WatchStart start, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seconds = target.Query.FindNumber("timeoutSeconds", out _);
        using var timeout = new CancellationTokenSource(seconds is > 0 and < MaxTimeoutSeconds ? TimeSpan.FromSeconds(seconds.Value) : Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        await using var parts = FollowAsync(target, selection, start, either.Token).GetAsyncEnumerator(CancellationToken.None);
        while (await MoveNextAsync(parts, timeout.Token))
        {
            yield return parts.Current;
        }
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ReadOnlyMemory<byte>> parts, CancellationToken timeout)
    {
        try
        {
            return await parts.MoveNextAsync();
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return false;
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> FollowAsync(
        RequestTarget target, Selection selection, WatchStart start, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = start.After ?? store.Revision;
        if (start.SendsState)
        {
            var existing = registry.Reader.Range(target.Kind, target.Namespace);
            after = existing.Revision;
            foreach (var entry in existing.Entries)
            {
                if (Covers(target, selection, entry))
                {
                    yield return target.Presentation.Event("ADDED", entry, entry.ModRevision, registry.Reader);
                }
            }

            if (start.MarksEndOfState)
            {
                yield return target.Presentation.Bookmark(after, endsInitialEvents: true);
            }
        }

        await using var feed = Open(target, after, start.SendsBookmarks, out var refusal, cancellationToken);
        if (feed is null)
        {
            yield return Responses.ErrorEvent(refusal!);
            yield break;
        }

        using var pace = _pace.Enter();
        while (true)
        {
            var next = NextAsync(feed);
            var mustWait = !next.IsCompleted;
            var (step, fault) = await next;
            if (mustWait)
            {
                await pace.WaitAsync();
            }

            if (fault is not null)
            {
                yield return Responses.ErrorEvent(fault);
            }

            if (step is not { } known)
            {
                yield break;
            }

            if (Translate(target, selection, known) is { } part)
            {
                yield return part;
            }
        }
    }

    private WatchFeed? Open(RequestTarget target, long after, bool bookmarks, out ApiStatus? refusal, CancellationToken cancellationToken)
    {
        refusal = null;
        try
        {
            return WatchFeed.Open(store, target.Kind.PrefixOf(target.Namespace), after, bookmarks ? BookmarkInterval : null, time, cancellationToken);
        }
        catch (CompactedException e)
        {
            refusal = Statuses.Expired(e.Message);
        }
        catch (FutureRevisionException e)
        {
            // Kubernetes would wait; but here it means that the store was put back to an older state, and the watcher must list again.
            refusal = Statuses.Expired(e.Message);
        }

        return null;
    }

    private static async ValueTask<(WatchStep? Step, ApiStatus? Fault)> NextAsync(WatchFeed feed)
    {
        try
        {
            return (await feed.NextAsync(), null);
        }
        catch (SlowWatcherException e)
        {
            return (null, Statuses.Expired(e.Message));
        }
    }

    // A bare null would become an empty memory, and that an empty line.
    private ReadOnlyMemory<byte>? Translate(RequestTarget target, Selection selection, WatchStep step)
    {
        if (step.Change is not { } change)
        {
            return target.Presentation.Bookmark(step.Revision, endsInitialEvents: false);
        }

        // What leaves is told as it last was among what was asked for.
        return (Covers(target, selection, change.Previous), Covers(target, selection, change.Entry)) switch
        {
            (false, true) => Tell(target, "ADDED", change, change.Entry!),
            (true, true) => Tell(target, "MODIFIED", change, change.Entry!),
            (true, false) => Tell(target, "DELETED", change, change.Previous!),
            _ => default(ReadOnlyMemory<byte>?),
        };
    }

    private bool Covers(RequestTarget target, Selection selection, StoreEntry? entry) =>
        entry is not null && (selection.IsEverything || selection.Covers(registry.Reader.Decode(target.Kind, entry)));

    private ReadOnlyMemory<byte> Tell(RequestTarget target, string type, StoreEvent change, StoreEntry entry)
    {
        if (!target.Presentation.IsSharable)
        {
            return target.Presentation.Event(type, entry, change.ModRevision, registry.Reader);
        }

        if (_recent.Find(target.Kind, type, change) is not { } told)
        {
            told = target.Presentation.Event(type, entry, change.ModRevision, registry.Reader);
            _recent.Add(target.Kind, type, change, told);
        }

        return told;
    }
}
