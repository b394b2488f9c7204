using EdgeKube.Controller.Fleet.Removal;
using EdgeKube.Controller.Fleet.Reports;
using EdgeKube.Controller.Reconcilers.Nodes;
using EdgeKube.Link;
using EdgeKube.Link.Frames;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Fleet;

/// <summary>The session half of a node's channel: its presence, its report, and the conflict of views. Called from the channel's loop.</summary>
internal sealed class NodeSession(
    string node, ControllerLink link, ReportApplier report, NodePresenceTable presence, RemovalEvents removals, ILogger logger, Action<LinkEvent> post)
    : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private volatile bool _isActive;

    /// <summary>The node has said hello and was welcomed.</summary>
    public bool IsActive => _isActive;

    public ReportApplier Report => report;

    public void CarryOut(LinkEffect effect)
    {
        switch (effect)
        {
            case LinkEffect.Apply apply:
                _ = ApplyAsync(apply);
                break;
            case LinkEffect.SessionStarted started:
                FleetLog.SessionStarted(logger, node, started.Peer.Version);
                _isActive = true;
                report.Conflict = link.ConflictsWith is { } held ? ViewConflict.Describe(node, held, link.Version)
                    : link.IsConflictOpen ? report.Conflict ?? ViewConflict.DescribeOpen(node) : null;
                presence.NodeConnected(node);

                // The node will not repeat what it said before; the API may have been told otherwise while it was away.
                Revisit(null);
                break;
            case LinkEffect.SessionEnded ended:
                FleetLog.SessionEnded(logger, node, ended.Detail.Length > 0 ? ended.Detail : $"{ended.Reason}");
                _isActive = false;
                presence.NodeDisconnected(node);
                if (ended.Reason == GoodbyeReason.Left)
                {
                    _ = TellLeftAsync(ended.Detail);
                }

                break;
            case LinkEffect.Conflict conflict:
                report.Conflict = ViewConflict.Describe(node, conflict.Node, conflict.Controller);
                FleetLog.Conflict(logger, node, report.Conflict);
                Revisit([LinkKey.NodeOf(node).ToString()]);
                break;
            case LinkEffect.ConflictEnded:
                report.Conflict = null;
                Revisit([LinkKey.NodeOf(node).ToString()]);
                break;
        }
    }

    /// <summary>Compares entries of the report (null: all) with the API once more, when the node is there.</summary>
    public void Revisit(IReadOnlyCollection<string>? keys)
    {
        if (_isActive)
        {
            _ = RevisitAsync(keys);
        }
    }

    /// <summary>Gives up what is being written: the node sends it anew to the next controller.</summary>
    public void Dispose() => _stopping.Cancel();

    // Somebody at the device has taken it out of the cluster; its Node stays until an operator deletes it.
    private async Task TellLeftAsync(string detail)
    {
        try
        {
            await removals.LeftAsync(node, report.NodeUid, $"{detail}; forget it with: edgectl delete node {node}", _stopping.Token);
        }
        catch (Exception e)
        {
            FleetLog.EventRefused(logger, node, e.Message);
        }
    }

    private async Task ApplyAsync(LinkEffect.Apply apply)
    {
        try
        {
            await report.ApplyAsync(apply, _stopping.Token);
            post(new LinkEvent.Applied(apply.Token));
        }
        catch (Exception e)
        {
            // Whatever it was, what was written may be written again: the node sends it anew after a while.
            if (!_stopping.IsCancellationRequested)
            {
                FleetLog.ReportNotStored(logger, node, e);
            }

            post(new LinkEvent.ApplyFailed(apply.Token));
        }
    }

    private async Task RevisitAsync(IReadOnlyCollection<string>? keys)
    {
        try
        {
            await report.RevisitAsync(keys, _stopping.Token);
        }
        catch (Exception e) when (!_stopping.IsCancellationRequested)
        {
            FleetLog.ReportNotStored(logger, node, e);
        }
        catch (OperationCanceledException)
        {
            // The controller stops; the next one looks at everything.
        }
    }
}
