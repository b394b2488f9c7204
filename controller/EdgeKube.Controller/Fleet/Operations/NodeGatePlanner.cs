using EdgeKube.Api;

namespace EdgeKube.Controller.Fleet.Operations;

/// <summary>When a node is back, and whether the next one may go. Pure.</summary>
internal static class NodeGatePlanner
{
    private const string UpgradeCondition = "edgekube.io/Upgrade";

    /// <summary>It has done what it went for, is Ready, and as many of its pods are ready as before; or it is gone.</summary>
    public static bool IsBack(NodeErrand errand, Node? node, int readyPods, DateTimeOffset now) =>
        now >= errand.Until || node is null || (IsDone(errand, node) && IsReady(node) && readyPods >= errand.ReadyPods);

    /// <summary>Why a node may not go now, or null.</summary>
    /// <param name="away">Those that are away already.</param>
    public static string? FindRefusal(string node, NodeLimit limit, IReadOnlyCollection<string> away)
    {
        if (away.Contains(node))
        {
            return $"node \"{node}\" has not come back from what it was told last";
        }

        return away.Count < limit.Most
            ? null
            : $"{away.Count} nodes are away, of at most {limit.Most}: {string.Join(", ", away.Order(StringComparer.Ordinal))}; wait until they are Ready and their pods as ready as before";
    }

    public static bool IsReady(Node node) => Condition(node, "Ready") is { Status: "True" };

    /// <summary>An upgrade is under way on it, whoever has ordered it.</summary>
    public static bool IsUpgrading(Node node) => Condition(node, UpgradeCondition) is { Status: "Unknown" };

    private static bool IsDone(NodeErrand errand, Node node) => errand switch
    {
        { Order: { } order } => Condition(node, UpgradeCondition) is { Status: "True" or "False", Message: { } told } && told.Contains(order, StringComparison.Ordinal),
        _ => node.Status?.NodeInfo?.BootID is { } boot && boot != errand.BootId,
    };

    private static NodeCondition? Condition(Node node, string type)
    {
        foreach (var condition in node.Status?.Conditions ?? [])
        {
            if (condition.Type == type)
            {
                return condition;
            }
        }

        return null;
    }
}
