using System.Runtime.CompilerServices;
using EdgeKube.Api;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>The typed face of the <see cref="Registry"/> for the controller's own loops.</summary>
internal sealed class Resources(Registry registry, IClusterStore store, Caller caller, TimeProvider time) : IResources
{
    private const string NodePrefix = "node:";

    public long Revision => registry.Reader.Revision;

    public IResources As(string user) => new Resources(
        registry, store, user.StartsWith(NodePrefix, StringComparison.Ordinal) ? Caller.Node(user[NodePrefix.Length..]) : Caller.Controller(user), time);

    public T? Find<T>(string? ns, string name)
        where T : ApiObject => (T?)registry.Reader.Find(KindTable.Of<T>(), ns, name);

    public ApiObject? Find(Kind kind, string? ns, string name) => registry.Reader.Find(kind, ns, name);

    public IReadOnlyList<ApiObject> List(Kind kind, string? ns) => registry.Reader.List(kind, ns).Items;

    public IReadOnlyList<T> List<T>(string? ns = null)
        where T : ApiObject => [.. registry.Reader.List(KindTable.Of<T>(), ns).Items.Cast<T>()];

    public async Task<ApiResult<T>> CreateAsync<T>(T obj, CancellationToken cancellationToken)
        where T : ApiObject =>
        Cast<T>(await registry.CreateAsync(caller, KindTable.Of(obj), obj.Metadata.Namespace, obj, default, cancellationToken));

    public Task<ApiResult<T>> UpdateAsync<T>(T obj, CancellationToken cancellationToken)
        where T : ApiObject => ReplaceAsync(obj, null, cancellationToken);

    public Task<ApiResult<T>> UpdateStatusAsync<T>(T obj, CancellationToken cancellationToken)
        where T : ApiObject => ReplaceAsync(obj, "status", cancellationToken);

    public async Task<ApiResult<T>> DeleteAsync<T>(string? ns, string name, DeleteOptions options, CancellationToken cancellationToken)
        where T : ApiObject
    {
        var result = await registry.DeleteAsync(caller, KindTable.Of<T>(), ns, name, options, cancellationToken);
        return result.Succeeded ? (T)result.Object.Object : result.Error;
    }

    public async Task<ApiResult<ApiObject>> DeleteAsync(ApiObject obj, DeleteOptions options, CancellationToken cancellationToken)
    {
        var result = await registry.DeleteAsync(caller, KindTable.Of(obj), obj.Metadata.Namespace, obj.Name, options, cancellationToken);
        return result.Succeeded ? result.Object.Object : result.Error;
    }

    public async Task<ApiResult<Pod>> BindAsync(Pod pod, string nodeName, CancellationToken cancellationToken) => Cast<Pod>(
        await registry.UpdateAsync(
            caller,
            new ObjectUpdate("create", KindTable.Pod, pod.Namespace, pod.Name, "binding"),
            current => PodBinding.Bind((Pod)current, nodeName, pod.Uid, time.GetUtcNow()),
            default,
            cancellationToken));

    public Task<ApiResult<Namespace>> FinalizeAsync(Namespace ns, CancellationToken cancellationToken) => ReplaceAsync(ns, "finalize", cancellationToken);

    public async IAsyncEnumerable<ResourceChange> WatchAsync(
        long? fromRevision, [EnumeratorCancellation] CancellationToken cancellationToken, IReadOnlyList<Kind>? kinds = null)
    {
        var keys = new KeyFilter("/", kinds is null ? null : [.. kinds.Select(kind => kind.PrefixOf(null))]);
        var after = fromRevision ?? 0;
        if (fromRevision is null)
        {
            var existing = store.Range("/");
            after = existing.Revision;
            foreach (var entry in existing.Entries)
            {
                if (keys.Covers(entry.Key) && Change(entry.Key, entry, null, entry.ModRevision) is { } added)
                {
                    yield return added;
                }
            }
        }

        await foreach (var change in store.Watch(keys, after, cancellationToken))
        {
            if (Change(change.Key, change.Entry, change.Previous, change.ModRevision) is { } seen)
            {
                yield return seen;
            }
        }
    }

    private async Task<ApiResult<T>> ReplaceAsync<T>(T obj, string? subresource, CancellationToken cancellationToken)
        where T : ApiObject => Cast<T>(
        await registry.UpdateAsync(
            caller,
            new ObjectUpdate("update", KindTable.Of(obj), obj.Metadata.Namespace, obj.Name, subresource),
            current => subresource == "finalize" ? NamespaceFinalization.Apply((Namespace)current, (Namespace)(object)obj) : obj,
            default,
            cancellationToken));

    private ResourceChange? Change(string key, StoreEntry? entry, StoreEntry? previous, long revision)
    {
        if (KindTable.FindByKey(key) is not { } kind)
        {
            return null;
        }

        var before = previous is null ? null : registry.Reader.Decode(kind, previous);
        var obj = entry is null ? ObjectCodec.WithResourceVersion(before!, revision) : registry.Reader.Decode(kind, entry);
        var type = entry is null ? ResourceChangeType.Deleted : previous is null ? ResourceChangeType.Added : ResourceChangeType.Modified;
        return new ResourceChange(kind.Name, obj.Namespace, obj.Name, type, obj, before, revision);
    }

    private static ApiResult<T> Cast<T>(ApiResult<ApiObject> result)
        where T : ApiObject => result.Succeeded ? (T)result.Object : result.Error;
}
