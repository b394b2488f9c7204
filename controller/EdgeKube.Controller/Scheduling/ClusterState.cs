using EdgeKube.Api;
using EdgeKube.Controller.Scheduling.Neighbours;

namespace EdgeKube.Controller.Scheduling;

/// <summary>
/// The nodes and what runs on them, pods included that are bound in our mind but not yet in the store (assumed), so that a burst does not
/// promise the same room twice. Used by one loop only.
/// </summary>
internal sealed class ClusterState
{
    private readonly Dictionary<string, NodeInfo> _nodes = [];
    private readonly Dictionary<string, string> _nodeOfPod = [];
    private readonly HashSet<string> _assumed = [];
    private readonly LabelPool _labels = new();
    private NodeInfo[]? _schedulable;

    /// <summary>Nodes that exist, by name.</summary>
    public IReadOnlyList<NodeInfo> Nodes => _schedulable ??= [.. _nodes.Values.Where(info => info.Node is not null).OrderBy(info => info.Name, StringComparer.Ordinal)];

    public NamespaceLabels Namespaces { get; } = new();

    public void SetNode(string name, Node? node)
    {
        var info = GetOrAdd(name);
        info.SetNode(node);
        Prune(info);
        _schedulable = null;
    }

    /// <summary>Takes over what the store says of a namespace: pods may be chosen by its labels.</summary>
    public ClusterChange Observe(Namespace @namespace, bool gone)
    {
        if (gone)
        {
            Namespaces.Remove(@namespace.Name);
            return ClusterChange.None;
        }

        return Namespaces.Set(@namespace.Name, @namespace.Metadata.Labels) ? ClusterChange.RoomFreed : ClusterChange.None;
    }

    /// <summary>Takes over what the store says of a pod.</summary>
    public ClusterChange Observe(Pod pod, bool gone)
    {
        var node = pod.Spec?.NodeName ?? "";
        if (gone || pod.Status?.Phase is "Succeeded" or "Failed")
        {
            _assumed.Remove(pod.Uid);
            return Forget(pod.Uid) ? ClusterChange.RoomFreed : ClusterChange.None;
        }

        if (node.Length == 0)
        {
            return ClusterChange.None;
        }

        _assumed.Remove(pod.Uid);
        var placed = PlacedPod.Of(new PodToSchedule(pod), _labels);
        var before = _nodeOfPod.GetValueOrDefault(pod.Uid) == node ? _nodes[node].Find(pod.Uid) : null;
        Place(placed, node);
        return before is null || before.IsEnding != placed.IsEnding || !LabelSets.AreEqual(before.Labels, placed.Labels) ? ClusterChange.PodsMoved : ClusterChange.None;
    }

    public void Assume(PodToSchedule pod, string node)
    {
        _assumed.Add(pod.Pod.Uid);
        Place(PlacedPod.Of(pod, _labels), node);
    }

    /// <summary>The binding failed: the room is free again, unless the store has meanwhile said otherwise.</summary>
    public void ForgetAssumed(string uid)
    {
        if (_assumed.Remove(uid))
        {
            Forget(uid);
        }
    }

    private void Place(PlacedPod pod, string node)
    {
        if (_nodeOfPod.TryGetValue(pod.Uid, out var before) && before != node)
        {
            Forget(pod.Uid);
        }

        _nodeOfPod[pod.Uid] = node;
        GetOrAdd(node).Add(pod);
    }

    private bool Forget(string uid)
    {
        if (!_nodeOfPod.Remove(uid, out var node))
        {
            return false;
        }

        var info = _nodes[node];
        info.Remove(uid);
        Prune(info);
        return true;
    }

    private NodeInfo GetOrAdd(string name)
    {
        if (!_nodes.TryGetValue(name, out var info))
        {
            _nodes[name] = info = new NodeInfo(name);
        }

        return info;
    }

    private void Prune(NodeInfo info)
    {
        if (info.Node is null && info.PodCount == 0)
        {
            _nodes.Remove(info.Name);
        }
    }
}
