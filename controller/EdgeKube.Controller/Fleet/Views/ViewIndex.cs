namespace EdgeKube.Controller.Fleet.Views;

/// <summary>Which entries each node's view holds because of the pods bound to it. Knows keys only; one caller at a time.</summary>
internal sealed class ViewIndex
{
    private static readonly IReadOnlySet<LinkKey> NoKeys = new HashSet<LinkKey>();
    private readonly Dictionary<LinkKey, PodPlace> _places = [];
    private readonly Dictionary<string, HashSet<LinkKey>> _keys = new(StringComparer.Ordinal);

    // How many pods of a node need the key.
    private readonly Dictionary<LinkKey, Dictionary<string, int>> _needs = [];

    public IReadOnlyCollection<LinkKey> KeysOf(string node) => _keys.GetValueOrDefault(node) ?? NoKeys;

    public bool Holds(string node, LinkKey key) => KeysOf(node).Contains(key);

    /// <summary>The nodes whose pods need the key.</summary>
    public IReadOnlyCollection<string> NodesOf(LinkKey key) => _needs.TryGetValue(key, out var nodes) ? nodes.Keys : [];

    /// <summary>A pod is now here, or nowhere (null). Returns every entry that came, went or, for the pod itself, may have changed.</summary>
    public IReadOnlyList<ViewChange> Place(LinkKey pod, PodPlace? place)
    {
        var touched = new List<ViewChange>();
        var before = _places.GetValueOrDefault(pod);

        // New needs first: what is needed before and after is never taken away in between.
        if (place is not null)
        {
            _places[pod] = place;
            touched.AddRange(place.Keys.Where(key => Need(place.Node, key) || key == pod).Select(key => new ViewChange(place.Node, key)));
        }
        else
        {
            _places.Remove(pod);
        }

        if (before is not null)
        {
            touched.AddRange(before.Keys.Where(key => Release(before.Node, key)).Select(key => new ViewChange(before.Node, key)));
        }

        return touched;
    }

    // True when the node did not hold it.
    private bool Need(string node, LinkKey key)
    {
        if (!_needs.TryGetValue(key, out var nodes))
        {
            _needs[key] = nodes = new(StringComparer.Ordinal);
        }

        nodes[node] = nodes.GetValueOrDefault(node) + 1;
        if (!_keys.TryGetValue(node, out var keys))
        {
            _keys[node] = keys = [];
        }

        return keys.Add(key);
    }

    // True when nothing on the node needs it any more.
    private bool Release(string node, LinkKey key)
    {
        var nodes = _needs[key];
        if (--nodes[node] > 0)
        {
            return false;
        }

        nodes.Remove(node);
        if (nodes.Count == 0)
        {
            _needs.Remove(key);
        }

        var keys = _keys[node];
        keys.Remove(key);
        if (keys.Count == 0)
        {
            _keys.Remove(node);
        }

        return true;
    }
}
