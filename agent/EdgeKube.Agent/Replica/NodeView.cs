using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Link;
using EdgeKube.Link.Services;
using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Replica;

/// <summary>
/// The node's view: on disk through the store, in memory as objects. Changes are on disk before anyone sees them. One writer; any reader.
/// </summary>
internal sealed class NodeView(ReplicaStore store, ReplicaImage initial)
{
    private volatile ReplicaImage _image = initial;

    public ReplicaImage Image => _image;

    /// <summary>Whether a controller ever told this node what it should run. Before that, nothing may be removed.</summary>
    public bool WasEverReceived => _image.Version is not null;

    /// <exception cref="IOException">Not written, and not taken.</exception>
    public void Apply(LinkEffect.Apply change)
    {
        var next = _image.With(change.Upserts, change.Deletes, change.Version);
        store.Save(next);
        _image = next;
    }

    public IEnumerable<Pod> Pods() =>
        _image.Entries.Where(e => e.Key.StartsWith("Pod/", StringComparison.Ordinal)).Select(e => Decode(e.Value, CoreJsonContext.Default.Pod)).OfType<Pod>();

    public IEnumerable<Secret> Secrets() =>
        _image.Entries.Where(e => e.Key.StartsWith("Secret/", StringComparison.Ordinal)).Select(e => Decode(e.Value, CoreJsonContext.Default.Secret)).OfType<Secret>();

    public Pod? FindPod(PodKey key) => Find($"Pod/{key.Namespace}/{key.Name}", CoreJsonContext.Default.Pod);

    /// <summary>The name of the node whose view this is; null when no view ever came.</summary>
    public string? FindNodeName() => _image.Entries.Keys.FirstOrDefault(key => key.StartsWith("Node//", StringComparison.Ordinal))?["Node//".Length..];

    /// <summary>Whom the controller told this node to trust, and where it is; null when it never did.</summary>
    public ClusterTrust? FindTrust() => Find(ClusterTrust.Key, TrustJsonContext.Default.ClusterTrust);

    public Node? FindNode(string name) => Find($"Node//{name}", CoreJsonContext.Default.Node);

    public ConfigMap? FindConfigMap(string @namespace, string name) => Find($"ConfigMap/{@namespace}/{name}", CoreJsonContext.Default.ConfigMap);

    public Secret? FindSecret(string @namespace, string name) => Find($"Secret/{@namespace}/{name}", CoreJsonContext.Default.Secret);

    public ClaimedVolume? FindClaimedVolume(string @namespace, string claim) => Find($"ClaimedVolume/{@namespace}/{claim}", CoreJsonContext.Default.ClaimedVolume);

    /// <summary>The Services of a namespace that this node is told of; read anew each time, for it is seldom that a container starts.</summary>
    public IReadOnlyDictionary<string, ClusterAddress> FindServices(string @namespace)
    {
        var prefix = $"{ClusterAddress.Kind}/{@namespace}/";
        var found = new SortedDictionary<string, ClusterAddress>(StringComparer.Ordinal);
        foreach (var (key, entry) in _image.Entries)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal) && ClusterAddress.Find(entry.Content.Span) is { } address)
            {
                found[key[prefix.Length..]] = address;
            }
        }

        return found;
    }

    /// <summary>The handler that a RuntimeClass names.</summary>
    public string? FindRuntimeHandler(string runtimeClass)
    {
        if (!_image.Entries.TryGetValue($"RuntimeClass//{runtimeClass}", out var entry))
        {
            return null;
        }

        try
        {
            using var content = JsonDocument.Parse(entry.Content);
            return content.RootElement.TryGetProperty("handler", out var handler) ? handler.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private T? Find<T>(string key, JsonTypeInfo<T> type)
        where T : class => _image.Entries.TryGetValue(key, out var entry) ? Decode(entry, type) : null;

    // A controller newer than this node may send what this node cannot read; the object is then not there, and the rest is.
    private static T? Decode<T>(ReplicaEntry entry, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(entry.Content.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
