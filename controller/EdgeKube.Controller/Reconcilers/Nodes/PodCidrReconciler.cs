using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers.Events;

namespace EdgeKube.Controller.Reconcilers.Nodes;

/// <summary>Every node gets a network for its pods. Run with one worker, so that no two nodes get the same.</summary>
internal sealed class PodCidrReconciler(IResources resources, EventRecorder events, TimeProvider time, Cidr cluster, int prefixLength = 24) : IReconciler<string>
{
    private const string Component = "cidr-allocator";
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(5);
    private readonly IResources _resources = resources.As($"system:{Component}");

    public string Name => "pod-cidr";

    public IReadOnlyList<Kind>? Kinds => [KindTable.Node];

    public IEnumerable<string> KeysOf(ResourceChange change) => (change.Object, change.Type) switch
    {
        // A freed network may be what another node waits for.
        (Node, ResourceChangeType.Deleted) => _resources.List<Node>().Where(node => string.IsNullOrEmpty(node.Spec?.PodCIDR)).Select(node => node.Name),
        (Node node, _) when string.IsNullOrEmpty(node.Spec?.PodCIDR) => [node.Name],
        _ => [],
    };

    public async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_resources.Find<Node>(null, key) is not { } node)
        {
            return ReconcileResult.Done;
        }

        switch (PodCidrPlanner.Plan(node, _resources.List<Node>(), cluster, prefixLength))
        {
            case PodCidrAction.Assign assign:
                var spec = (node.Spec ?? new()) with { PodCIDR = assign.Cidr, PodCIDRs = [assign.Cidr] };
                return (await _resources.UpdateAsync(node with { Spec = spec }, cancellationToken)).Succeeded ? ReconcileResult.Done : ReconcileResult.TryAgain;
            case PodCidrAction.Exhausted exhausted:
                events.Record(node, PlannedEvent.Normal("CIDRNotAvailable", $"Node {node.Name} status is now: CIDRNotAvailable"), Component);
                return await ReportAsync(node, exhausted, cancellationToken) ? ReconcileResult.After(LookAgain) : ReconcileResult.TryAgain;
            default:
                return ReconcileResult.Done;
        }
    }

    private async Task<bool> ReportAsync(Node node, PodCidrAction.Exhausted exhausted, CancellationToken cancellationToken)
    {
        var conditions = node.Status?.Conditions ?? [];
        if (conditions.Any(condition => condition.Type == "NetworkUnavailable" && condition.Reason == exhausted.Reason))
        {
            return true;
        }

        var condition = new NodeCondition
        {
            Type = "NetworkUnavailable",
            Status = "True",
            Reason = exhausted.Reason,
            Message = exhausted.Message,
            LastTransitionTime = time.GetUtcNow(),
        };
        var status = (node.Status ?? new()) with { Conditions = [.. conditions.Where(other => other.Type != "NetworkUnavailable"), condition] };
        return (await _resources.UpdateStatusAsync(node with { Status = status }, cancellationToken)).Succeeded;
    }
}
