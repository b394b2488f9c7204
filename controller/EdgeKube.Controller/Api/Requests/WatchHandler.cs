using System.Globalization;
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

    public ApiResponse Handle(RequestTarget target, CancellationToken cancellationToken)
    {
        var access = new AccessRequest("watch", target.Kind, target.Namespace, target.Path.Name);
        if (authorizer.FindRefusal(target.Request.Caller, access) is { } refusal)
        {
            return Responses.Of(refusal);
        }

        var selection = Selection.Parse(target);
        if (!selection.Succeeded)
        {
            return Responses.Of(selection.Error);
        }

        if (ListOptionsRules.FindFault(target, store.Revision) is { } fault)
        {
            return Responses.Of(fault);
        }

        long? after = null;
        if (target.Query.Find("resourceVersion") is { } text and not "0")
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            {
                return Responses.Of(Statuses.BadRequest($"Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax"));
            }

            after = parsed;
        }

        return new ApiResponse(200, ApiResponse.Json, default) { Parts = LimitedAsync(target, selection.Object, after, cancellationToken) };
    }

    /// <summary>As long as timeoutSeconds allows, when it is given; then the watch ends as if by itself.</summary>
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> LimitedAsync(
        RequestTarget target, Selection selection, long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seconds = target.Query.FindNumber("timeoutSeconds", out _);
        using var timeout = new CancellationTokenSource(seconds is > 0 and < MaxTimeoutSeconds ? TimeSpan.FromSeconds(seconds.Value) : Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        await using var parts = FollowAsync(target, selection, after, either.Token).GetAsyncEnumerator(CancellationToken.None);
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
        RequestTarget target, Selection selection, long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prefix = target.Kind.PrefixOf(target.Namespace);
        if (after is null)
        {
            var existing = registry.Reader.List(target.Kind, target.Namespace);
            after = existing.Revision;
            foreach (var obj in existing.Items.Where(selection.Covers))
            {
                yield return Responses.Event("ADDED", obj);
            }
        }

        await using var changes = Begin(prefix, after.Value, cancellationToken, out var refusal)?.GetAsyncEnumerator(cancellationToken);
        if (changes is null)
        {
            yield return Responses.ErrorEvent(refusal!);
            yield break;
        }

        while (true)
        {
            var (change, fault) = await NextAsync(changes);
            if (fault is not null)
            {
                yield return Responses.ErrorEvent(fault);
            }

            if (change is null)
            {
                yield break;
            }

            if (Translate(target.Kind, selection, change) is { } part)
            {
                yield return part;
            }
        }
    }

    private IAsyncEnumerable<StoreEvent>? Begin(string prefix, long after, CancellationToken cancellationToken, out ApiStatus? refusal)
    {
        refusal = null;
        try
        {
            return store.Watch(prefix, after, cancellationToken);
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

    private static async ValueTask<(StoreEvent? Change, ApiStatus? Fault)> NextAsync(IAsyncEnumerator<StoreEvent> changes)
    {
        try
        {
            return await changes.MoveNextAsync() ? (changes.Current, null) : (null, null);
        }
        catch (SlowWatcherException e)
        {
            return (null, Statuses.Expired(e.Message));
        }
    }

    private ReadOnlyMemory<byte>? Translate(Kind kind, Selection selection, StoreEvent change)
    {
        var next = change.Entry is null ? null : registry.Reader.Decode(kind, change.Entry);
        var before = change.Previous is null ? null : registry.Reader.Decode(kind, change.Previous);
        var isIn = next is not null && selection.Covers(next);
        var wasIn = before is not null && selection.Covers(before);
        return (wasIn, isIn) switch
        {
            (false, true) => Responses.Event("ADDED", next!),
            (true, true) => Responses.Event("MODIFIED", next!),
            (true, false) => Responses.Event("DELETED", ObjectCodec.WithResourceVersion(next ?? before!, change.ModRevision)),
            _ => null,
        };
    }
}
