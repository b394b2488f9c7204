using System.Collections.Immutable;
using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Link.Sync;

namespace EdgeKube.Simulation;

/// <summary>What the controller's store holds for one node: pods, other entries, and how far it has counted. A value, so that a backup is a copy of it.</summary>
internal sealed record ClusterState(string Epoch, long Revision, ImmutableSortedDictionary<string, Pod> Pods, ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> Others)
{
    /// <summary>The Node says that it is in conflict with this store.</summary>
    public bool IsMarked { get; init; }

    public static ClusterState Empty { get; } = new(
        "store-0",
        1,
        ImmutableSortedDictionary.Create<string, Pod>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal)
            .AddRange(Enumerable.Range(0, 40).Select(i => KeyValuePair.Create($"ConfigMap/default/still-{i}", new ReadOnlyMemory<byte>([(byte)i])))));

    public ViewVersion Version => new(Epoch, Revision);

    public static ReadOnlyMemory<byte> Encode(Pod pod) => JsonSerializer.SerializeToUtf8Bytes(pod with { Status = null }, CoreJsonContext.Default.Pod);

    public IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> View() =>
        Pods.Select(pod => KeyValuePair.Create(pod.Key, Encode(pod.Value))).Concat(Others);

    public ClusterState Put(string key, Pod? pod) => this with { Revision = Revision + 1, Pods = pod is null ? Pods.Remove(key) : Pods.SetItem(key, pod) };

    public ClusterState Put(string key, ReadOnlyMemory<byte>? content) =>
        this with { Revision = Revision + 1, Others = content is { } value ? Others.SetItem(key, value) : Others.Remove(key) };
}
