using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers.Events;

namespace EdgeKube.Controller.Reconcilers.Nodes;

/// <summary>Presence and conditions → Ready, taints, and what the API says of an absent node's pods.</summary>
internal sealed class NodeLifecycleReconciler(IResources resources, INodePresence presence, EventRecorder events, TimeProvider time) : IReconciler<string>
{
    private const string Component = "node-controller";
    private readonly IResources _resources = resources.As($"system:{Component}");

    public string Name => "node-lifecycle";

    /// <summary>How long a node may be away before it counts as unreachable.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(40);

    public IReadOnlyList<Kind>? Kinds => [KindTable.Node, KindTable.Pod];

    public IEnumerable<string> KeysOf(ResourceChange change) => change.Object switch
    {
        Node => [change.Name],
        // A pod may report itself ready in the very moment its node is found to be away.
        Pod { Spec.NodeName: { Length: > 0 } node } pod when PodReadiness.IsReady(pod) => [node],
        _ => [],
    };

    public async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_resources.Find<Node>(null, key) is not { } node)
        {
            return ReconcileResult.Done;
        }

        var here = presence.Find(key);
        IReadOnlyList<Pod> pods = here.Connected ? [] : [.. _resources.List<Pod>().Where(pod => pod.Spec?.NodeName == key)];
        var plan = NodeLifecyclePlanner.Plan(new(node, here, pods), GracePeriod, time.GetUtcNow());
        foreach (var action in plan.Actions)
        {
            if (!await ApplyAsync(node, action, cancellationToken))
            {
                return ReconcileResult.TryAgain;
            }
        }

        return plan.RunAgainAfter is { } delay ? ReconcileResult.After(delay) : ReconcileResult.Done;
    }

    private async Task<bool> ApplyAsync(Node node, NodeAction action, CancellationToken cancellationToken)
    {
        switch (action)
        {
            case NodeAction.UpdateStatus update:
                var written = await _resources.UpdateStatusAsync(node with { Status = update.Status }, cancellationToken);
                if (written.Succeeded && update.Event is { } planned)
                {
                    events.Record(node, planned, Component);
                }

                return written.Succeeded;
            case NodeAction.UpdateTaints update:
                // Read again, because our own status write has given the node a new version; a change of its spec since then is a conflict.
                var latest = _resources.Find<Node>(null, node.Name);
                return latest is not null && latest.Spec?.Unschedulable == node.Spec?.Unschedulable
                    && NodeTaints.AreEqual(latest.Spec?.Taints ?? [], node.Spec?.Taints ?? [])
                    && (await _resources.UpdateAsync(latest with { Spec = (latest.Spec ?? new()) with { Taints = update.Taints.Count == 0 ? null : update.Taints } }, cancellationToken)).Succeeded;
            case NodeAction.MarkPodNotReady mark:
                events.Record(mark.Pod, PlannedEvent.Warning("NodeNotReady", "Node is not ready"), Component);
                var result = await _resources.UpdateStatusAsync(mark.Pod with { Status = mark.Status }, cancellationToken);
                return result.Succeeded || result.IsNotFound;
            default:
                throw new InvalidOperationException($"Unknown action {action}");
        }
    }
}
