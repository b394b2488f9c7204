using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Link.Services;
using EdgeKube.Link.Sync;

namespace EdgeKube.Controller.Fleet.Views;

/// <summary>
/// Builds nodes' views. A change only says what to look at: contents are read as they are now, so a change that comes late or twice
/// never takes a node back to an older state. One caller at a time.
/// </summary>
internal sealed class ViewBuilder
{
    private readonly IResources _resources;
    private readonly TrustView? _trust;
    private readonly ViewIndex _index = new();
    private readonly ServiceNames _services = new();
    private readonly SharedServiceContent _addresses;

    /// <summary>Begins with the pods and Services that exist.</summary>
    /// <param name="resources">What the views are made from.</param>
    /// <param name="trust">What every view holds beside; null for nothing.</param>
    public ViewBuilder(IResources resources, TrustView? trust)
    {
        _resources = resources;
        _trust = trust;
        _addresses = new SharedServiceContent(resources);
        // Pods first: whatever Service was there before one of them is then known too.
        foreach (var pod in resources.List<Pod>())
        {
            _index.Place(LinkKey.Of(pod), PlaceOf(pod));
        }

        foreach (var service in resources.List(WellKnownKinds.Service, null))
        {
            _services.Note(ServiceNames.EntryOf(LinkKey.Of(service)), true);
        }
    }

    /// <summary>The keys of a node's view.</summary>
    public IEnumerable<LinkKey> KeysOf(string node) => _trust is null
        ? [LinkKey.NodeOf(node), .. NeedsOf(node)]
        : [TrustView.Key, LinkKey.NodeOf(node), .. NeedsOf(node)];

    /// <summary>The whole view of a node.</summary>
    public IReadOnlyList<SetChange> Build(string node) =>
        [.. KeysOf(node).Select(key => Build(new ViewChange(node, key))).Where(change => change.Content is not null)];

    /// <summary>An object has changed: the entries that may have to follow.</summary>
    public IReadOnlyList<ViewChange> Observe(LinkKey key) => key.Kind switch
    {
        "Node" => [new ViewChange(key.Name, key)],
        "Pod" => ObservePod(key, _resources.Find<Pod>(key.Namespace, key.Name) is { } pod ? PlaceOf(pod) : null),
        "Service" => ObserveService(ServiceNames.EntryOf(key), _resources.Find(WellKnownKinds.Service, key.Namespace, key.Name) is not null),
        "PersistentVolumeClaim" => Holders(key with { Kind = PodReferences.Claimed }),
        "PersistentVolume" => ClaimedContent.FindClaim(_resources, key.Name) is { } claim ? Holders(claim) : [],
        "ConfigMap" or "Secret" or "RuntimeClass" => Holders(key),
        _ => [],
    };

    /// <summary>The entry as it has to be: a content, or none when the node is not to hold it.</summary>
    public SetChange Build(ViewChange change)
    {
        var (node, key) = change;
        if (key == TrustView.Key)
        {
            return new SetChange(key.ToString(), _trust?.Content);
        }

        var isHeld = key.Kind == "Node" ? key.Name == node : _index.Holds(node, key) || IsOfHeldNamespace(node, key);
        return new SetChange(key.ToString(), isHeld ? FindContent(key) : new ReadOnlyMemory<byte>?());
    }

    private ReadOnlyMemory<byte>? FindContent(LinkKey key) => key.Kind switch
    {
        "Node" => Content(_resources.Find<Node>(null, key.Name), ViewContent.Of),
        "Pod" => Content(_resources.Find<Pod>(key.Namespace, key.Name) is { } pod && MirrorPods.FindHash(pod) is null ? pod : null, ViewContent.Of),
        "ConfigMap" => Content(_resources.Find<ConfigMap>(key.Namespace, key.Name), ViewContent.Of),
        "Secret" => Content(_resources.Find<Secret>(key.Namespace, key.Name), ViewContent.Of),
        "RuntimeClass" => Content((SchemaObject?)_resources.Find(WellKnownKinds.RuntimeClass, null, key.Name), ViewContent.Of),
        PodReferences.Claimed => ClaimedContent.Find(_resources, key),
        ClusterAddress.Kind => _addresses.Find(key),
        _ => new ReadOnlyMemory<byte>?(),
    };

    private HashSet<LinkKey> NeedsOf(string node)
    {
        var keys = new HashSet<LinkKey>();
        foreach (var key in _index.KeysOf(node))
        {
            keys.UnionWith(_services.Spread(key));
        }

        return keys;
    }

    private IReadOnlyList<ViewChange> ObservePod(LinkKey pod, PodPlace? place)
    {
        var isNew = place is not null && !_index.Holds(place.Node, pod);
        var changes = Spread(_index.Place(pod, place));
        return isNew && place!.Keys.Contains(ServiceNames.AllOf(pod.Namespace)) ? [.. CatchUp(pod.Namespace), .. changes] : changes;
    }

    // A pod is read as it is now, while changes that are older than it may still be to come: its containers are told of those Services once, at their start.
    private List<ViewChange> CatchUp(string ns)
    {
        var changes = new List<ViewChange>();
        foreach (var service in _resources.List(WellKnownKinds.Service, ns))
        {
            var entry = ServiceNames.EntryOf(LinkKey.Of(service));
            if (!_services.Knows(entry))
            {
                changes.AddRange(ObserveService(entry, true));
            }
        }

        return changes;
    }

    private List<ViewChange> Spread(IReadOnlyList<ViewChange> touched)
    {
        var changes = new List<ViewChange>(touched.Count);
        foreach (var (node, key) in touched)
        {
            foreach (var entry in _services.Spread(key))
            {
                changes.Add(new ViewChange(node, entry));
            }
        }

        return changes;
    }

    private IReadOnlyList<ViewChange> ObserveService(LinkKey entry, bool isThere)
    {
        _services.Note(entry, isThere);
        if (!isThere)
        {
            _addresses.Forget(entry);
        }

        return [.. Holders(ServiceNames.AllOf(entry.Namespace)).Concat(Holders(entry)).Select(change => change with { Key = entry }).Distinct()];
    }

    private bool IsOfHeldNamespace(string node, LinkKey key) => key.Kind == ClusterAddress.Kind && _index.Holds(node, ServiceNames.AllOf(key.Namespace));

    private IReadOnlyList<ViewChange> Holders(LinkKey key) => [.. _index.NodesOf(key).Select(node => new ViewChange(node, key))];

    // Not `obj is null ? null : build(obj)`: that null becomes an empty memory, because an array converts to one.
    private static ReadOnlyMemory<byte>? Content<T>(T? obj, Func<T, ReadOnlyMemory<byte>> build)
        where T : ApiObject => obj is null ? new ReadOnlyMemory<byte>?() : build(obj);

    private static PodPlace? PlaceOf(Pod pod) => pod.Spec?.NodeName is { Length: > 0 } node
        ? new PodPlace(node, [LinkKey.Of(pod), .. PodReferences.Of(pod)])
        : null;
}
