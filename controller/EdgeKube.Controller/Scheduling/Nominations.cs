namespace EdgeKube.Controller.Scheduling;

/// <summary>Places that are being made free, and for whom: until they come, nobody less important may take them. Used by one loop only.</summary>
internal sealed class Nominations
{
    private readonly Dictionary<string, (PodToSchedule Pod, string Node)> _byUid = [];

    public void Set(PodToSchedule pod, string node) => _byUid[pod.Pod.Uid] = (pod, node);

    public void Remove(string uid) => _byUid.Remove(uid);

    public string NodeOf(string uid) => _byUid.TryGetValue(uid, out var nominated) ? nominated.Node : "";

    /// <summary>The nodes as this pod may see them: those that are kept for others are as full as if these were there.</summary>
    public IReadOnlyList<NodeInfo> For(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes)
    {
        var kept = _byUid.Values.Where(nominated => nominated.Pod.Pod.Uid != pod.Pod.Uid && nominated.Pod.Priority >= pod.Priority).ToArray();
        return kept.Length == 0 ? nodes : [.. nodes.Select(node => Fill(node, kept))];
    }

    private static NodeInfo Fill(NodeInfo node, (PodToSchedule Pod, string Node)[] kept)
    {
        var filled = node;
        foreach (var (pod, name) in kept)
        {
            if (name == node.Name)
            {
                filled = filled == node ? node.Copy() : filled;
                filled.Add(PlacedPod.Of(pod) with { IsExpected = true });
            }
        }

        return filled;
    }
}
