using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Nodes;

/// <summary>Gives a node without a network for its pods the lowest free one.</summary>
internal static class PodCidrPlanner
{
    /// <returns>Null when the node has its network already.</returns>
    public static PodCidrAction? Plan(Node node, IReadOnlyList<Node> nodes, Cidr cluster, int prefixLength)
    {
        if (!string.IsNullOrEmpty(node.Spec?.PodCIDR) || node.Metadata.DeletionTimestamp is not null)
        {
            return null;
        }

        var used = new List<Cidr>();
        foreach (var text in nodes.SelectMany(other => other.Spec?.PodCIDRs ?? (other.Spec?.PodCIDR is { } one ? [one] : [])))
        {
            if (Cidr.TryParse(text, out var taken))
            {
                used.Add(taken);
            }
        }

        return PodCidrAllocator.Allocate(cluster, prefixLength, used) is { } free
            ? new PodCidrAction.Assign($"{free}")
            : new PodCidrAction.Exhausted($"no free /{prefixLength} is left in {cluster} for node \"{node.Name}\"");
    }
}
