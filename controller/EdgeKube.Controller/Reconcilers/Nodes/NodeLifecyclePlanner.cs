using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Nodes;

/// <summary>
/// What follows from a node's presence and conditions: Ready Unknown when it has been away too long, taints that keep new pods off, its
/// pods shown as not ready. Nothing is ever evicted or deleted here: a node without a connection keeps its pods.
/// </summary>
internal static class NodeLifecyclePlanner
{
    private const string StoppedReason = "NodeStatusUnknown";
    private const string StoppedMessage = "Kubelet stopped posting node status.";
    private static readonly string[] Reported = ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"];

    public static NodePlan Plan(NodeSnapshot snapshot, TimeSpan gracePeriod, DateTimeOffset now)
    {
        var (node, presence) = (snapshot.Node, snapshot.Presence);
        if (presence.Connected || presence.For < gracePeriod)
        {
            return new NodePlan(
                [.. PlanTaints(node, node.Status, now), .. PlanPods(snapshot, node.Status, now)],
                presence.Connected ? null : gracePeriod - presence.For);
        }

        var status = BuildUnknown(node.Status ?? new(), now);
        List<NodeAction> actions = [];
        if (!AreEqual(status.Conditions, node.Status?.Conditions))
        {
            var wasReady = ReadyOf(node.Status)?.Status == "True";
            var lost = PlannedEvent.Normal("NodeNotReady", $"Node {node.Name} status is now: NodeNotReady");
            actions.Add(new NodeAction.UpdateStatus(status, wasReady ? lost : null));
        }

        return new NodePlan([.. actions, .. PlanTaints(node, status, now), .. PlanPods(snapshot, status, now)], null);
    }

    private static NodeStatus BuildUnknown(NodeStatus status, DateTimeOffset now)
    {
        var conditions = (status.Conditions ?? []).ToList();
        foreach (var type in Reported)
        {
            var index = conditions.FindIndex(condition => condition.Type == type);
            if (index < 0)
            {
                conditions.Add(new()
                {
                    Type = type,
                    Status = "Unknown",
                    Reason = "NodeStatusNeverUpdated",
                    Message = "Kubelet never posted node status.",
                    LastTransitionTime = now,
                });
            }
            else if (conditions[index].Status != "Unknown")
            {
                conditions[index] = conditions[index] with { Status = "Unknown", Reason = StoppedReason, Message = StoppedMessage, LastTransitionTime = now };
            }
        }

        return status with { Conditions = conditions };
    }

    private static IEnumerable<NodeAction> PlanTaints(Node node, NodeStatus? status, DateTimeOffset now)
    {
        var wanted = NodeTaints.Build(node, status, now);
        return NodeTaints.AreEqual(wanted, node.Spec?.Taints ?? []) ? [] : [new NodeAction.UpdateTaints(wanted)];
    }

    /// <summary>As in Kubernetes, in the API only: the node's own report puts the truth back when it returns.</summary>
    private static IEnumerable<NodeAction> PlanPods(NodeSnapshot snapshot, NodeStatus? status, DateTimeOffset now)
    {
        if (ReadyOf(status)?.Status != "Unknown" || snapshot.Presence.Connected)
        {
            yield break;
        }

        foreach (var pod in snapshot.Pods.Where(PodReadiness.IsReady))
        {
            var conditions = pod.Status!.Conditions!.Select(condition => condition.Type == "Ready" ? condition with { Status = "False", LastTransitionTime = now } : condition);
            yield return new NodeAction.MarkPodNotReady(pod, pod.Status with { Conditions = [.. conditions] });
        }
    }

    private static NodeCondition? ReadyOf(NodeStatus? status) => status?.Conditions?.FirstOrDefault(condition => condition.Type == "Ready");

    private static bool AreEqual(IReadOnlyList<NodeCondition>? left, IReadOnlyList<NodeCondition>? right) => (left ?? []).SequenceEqual(right ?? []);
}
