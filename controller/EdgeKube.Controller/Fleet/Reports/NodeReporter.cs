using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Fleet.Removal;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Fleet.Reports;

/// <summary>A node's own object: registered when it is absent, then its status, and labels where they are missing.</summary>
internal sealed class NodeReporter(string node, IResources resources, Tombstones tombstones, TimeProvider time)
{
    private readonly IResources _node = resources.As($"node:{node}");

    // A node may not write its own metadata: which labels are taken is decided here.
    private readonly IResources _fleet = resources.As("system:fleet");

    /// <summary>Why the node does not take this controller's view; null when it does.</summary>
    public string? Conflict { get; set; }

    public async Task<ReportOutcome> WriteAsync(LinkKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (NodeReportRules.FindForeign(node, key.Name) is { } foreign)
        {
            return ReportOutcome.Of(foreign);
        }

        if (ReportDecoder.Find(key, content, CoreJsonContext.Default.Node) is not { } reported)
        {
            return ReportOutcome.Malformed("Node");
        }

        // What the node may not say of itself is left aside; its status counts all the same.
        return await TakeAsync(reported, cancellationToken) with { Violation = NodeReportRules.FindInNode(reported) };
    }

    /// <summary>What others say of the node stays as it is. Pure.</summary>
    public static NodeStatus Merge(NodeStatus? stored, NodeStatus reported, string? conflict, DateTimeOffset now) => reported with
    {
        Conditions = ViewConflict.Merge(ConditionMerge.Merge(stored?.Conditions, reported.Conditions, now), conflict, MetadataRules.WholeSeconds(now)),
    };

    private async Task<ReportOutcome> TakeAsync(Node reported, CancellationToken cancellationToken)
    {
        if (resources.Find<Node>(null, node) is not { } stored)
        {
            return await RegisterAsync(reported, cancellationToken);
        }

        if (NodeLabels.FindMissing(stored.Metadata.Labels, reported.Metadata.Labels) is { } labels)
        {
            var labelled = await _fleet.UpdateAsync(stored with { Metadata = stored.Metadata with { Labels = labels } }, cancellationToken);
            if (!labelled.Succeeded)
            {
                return ReportOutcome.Of(labelled);
            }

            stored = labelled.Object;
        }

        return await WriteStatusAsync(stored, reported, cancellationToken);
    }

    private async Task<ReportOutcome> RegisterAsync(Node reported, CancellationToken cancellationToken)
    {
        if (tombstones.Find(node) is not null)
        {
            // A report that was under way when the node was removed must not bring it back.
            return new ReportOutcome.Refused("the node was removed");
        }

        var created = await _node.CreateAsync(
            new Node
            {
                Metadata = new() { Name = node, Labels = NodeLabels.FindMissing(null, reported.Metadata.Labels) },
                Status = Merge(null, reported.Status ?? new(), null, time.GetUtcNow()),
            },
            cancellationToken);
        return created.Succeeded && Conflict is not null ? new ReportOutcome.Conflict() : ReportOutcome.Of(created);
    }

    private async Task<ReportOutcome> WriteStatusAsync(Node stored, Node reported, CancellationToken cancellationToken)
    {
        var (conflict, now) = (Conflict, time.GetUtcNow());
        var next = stored with { Status = Merge(stored.Status, reported.Status ?? new(), conflict, now) };
        if (ObjectCodec.HaveEqualJson(next, stored))
        {
            return new ReportOutcome.Kept();
        }

        var written = await _node.UpdateStatusAsync(next, cancellationToken);
        if (written.Succeeded && conflict is not null && !IsTold(stored))
        {
            await _fleet.CreateAsync(ViewConflict.BuildEvent(stored, conflict, now), cancellationToken);
        }

        return ReportOutcome.Of(written);
    }

    private static bool IsTold(Node stored) => stored.Status?.Conditions?.Any(condition => condition.Type == ViewConflict.ConditionType) is true;
}
