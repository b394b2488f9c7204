using EdgeKube.Api;

namespace EdgeKube.Controller.Scheduling;

/// <summary>A node with the sums of what its pods ask for, kept up to date pod by pod.</summary>
internal sealed class NodeInfo(string name)
{
    private readonly Dictionary<string, PlacedPod> _pods = [];
    private readonly Dictionary<string, PlacedPod> _withTerms = [];
    private readonly Dictionary<string, int> _byOwner = [];
    private readonly Dictionary<string, long> _usedDevices = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, long> _devices = DeviceRequests.OfNode(null);

    public string Name => name;

    /// <summary>Null while pods are bound to a node that has no Node object.</summary>
    public Node? Node { get; private set; }

    public PodResources Allocatable { get; private set; }

    public PodResources Requested { get; private set; }

    public PodResources ScoringRequested { get; private set; }

    public IReadOnlyCollection<PlacedPod> Pods => _pods.Values;

    /// <summary>Those that say something of the pods near them.</summary>
    public IReadOnlyCollection<PlacedPod> PodsWithTerms => _withTerms.Values;

    public bool HasTerms => _withTerms.Count > 0;

    public int PodCount => _pods.Count;

    public IReadOnlyList<Taint> Taints => Node?.Spec?.Taints ?? [];

    public IEnumerable<HostPort> UsedPorts => _pods.Values.SelectMany(pod => pod.HostPorts);

    public void SetNode(Node? node)
    {
        Node = node;
        Allocatable = node is null ? default : PodResources.OfNode(node);
        _devices = DeviceRequests.OfNode(node);
    }

    /// <summary>One to try things with.</summary>
    public NodeInfo Copy()
    {
        var copy = new NodeInfo(name);
        copy.SetNode(Node);
        foreach (var pod in _pods.Values)
        {
            copy.Add(pod);
        }

        return copy;
    }

    /// <summary>Adds a pod, or replaces what was known of it.</summary>
    public void Add(PlacedPod pod)
    {
        Remove(pod.Uid);
        _pods[pod.Uid] = pod;
        Requested += pod.Requests;
        ScoringRequested += pod.ScoringRequests;
        foreach (var (name, count) in pod.Devices)
        {
            _usedDevices[name] = _usedDevices.GetValueOrDefault(name) + count;
        }

        if (pod.Neighbours is not null)
        {
            _withTerms[pod.Uid] = pod;
        }

        if (pod.Owner is { } owner)
        {
            _byOwner[owner] = CountOf(owner) + 1;
        }
    }

    public bool Remove(string uid)
    {
        if (!_pods.Remove(uid, out var pod))
        {
            return false;
        }

        _withTerms.Remove(uid);
        Requested -= pod.Requests;
        ScoringRequested -= pod.ScoringRequests;
        foreach (var (name, count) in pod.Devices)
        {
            _usedDevices[name] -= count;
        }

        if (pod.Owner is { } owner && --_byOwner[owner] is var left && left == 0)
        {
            _byOwner.Remove(owner);
        }

        return true;
    }

    /// <summary>Devices of a resource: all that pods may have, and those that pods have.</summary>
    public (long Allocatable, long Requested) DevicesOf(string resource) => (_devices.GetValueOrDefault(resource), _usedDevices.GetValueOrDefault(resource));

    public PlacedPod? Find(string uid) => _pods.GetValueOrDefault(uid);

    public int CountOf(string owner) => _byOwner.GetValueOrDefault(owner);
}
