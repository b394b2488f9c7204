using EdgeKube.Link.Services;

namespace EdgeKube.Controller.Fleet.Views;

/// <summary>
/// Which Services each namespace has, as far as they were looked at: what leaves a node's view with a namespace's last pod must be what came into it, whatever
/// the store holds by then. Knows keys only; one caller at a time.
/// </summary>
internal sealed class ServiceNames
{
    private static readonly HashSet<LinkKey> NoKeys = [];
    private readonly Dictionary<string, HashSet<LinkKey>> _byNamespace = new(StringComparer.Ordinal);

    /// <summary>The key of a pod that needs all Services of a namespace, whichever there are.</summary>
    public static LinkKey AllOf(string ns) => new(ClusterAddress.Kind, ns, "");

    /// <summary>Under which a node is told of the Service.</summary>
    public static LinkKey EntryOf(LinkKey service) => service with { Kind = ClusterAddress.Kind };

    /// <summary>The entries that a key of a pod stands for: itself, or all Services of a namespace.</summary>
    public IReadOnlyCollection<LinkKey> Spread(LinkKey key) => key == AllOf(key.Namespace) ? _byNamespace.GetValueOrDefault(key.Namespace) ?? NoKeys : [key];

    public bool Knows(LinkKey entry) => _byNamespace.TryGetValue(entry.Namespace, out var keys) && keys.Contains(entry);

    /// <summary>A Service, by its entry's key, is there, or is not there any more.</summary>
    public void Note(LinkKey key, bool isThere)
    {
        if (!_byNamespace.TryGetValue(key.Namespace, out var keys))
        {
            keys = [];
        }

        _ = isThere ? keys.Add(key) : keys.Remove(key);
        if (keys.Count > 0)
        {
            _byNamespace[key.Namespace] = keys;
        }
        else
        {
            _byNamespace.Remove(key.Namespace);
        }
    }
}
