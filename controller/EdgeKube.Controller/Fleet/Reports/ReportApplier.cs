using System.Collections.Concurrent;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Fleet.Removal;
using EdgeKube.Controller.Security;
using EdgeKube.Link;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Fleet.Reports;

/// <summary>
/// Brings a node's report into the API, as the node and no further than it may. What it said of itself and its pods is remembered, so that the
/// API can be put right when someone else wrote meanwhile (the node was held for lost, say). Writes nothing when nothing differs.
/// </summary>
internal sealed class ReportApplier(string node, IResources resources, ViolationLedger violations, Tombstones tombstones, TimeProvider time, ILogger logger)
{
    // So many writes at once: enough to share the disk's transactions, few enough to leave room for others.
    private const int Together = 256;
    private const int MaxAttempts = 16;
    private const int MaxLogged = 64;

    // One batch at a time: an older content never overtakes a newer one.
    private readonly SemaphoreSlim _turn = new(1, 1);

    // Small to begin with: there are as many of them as nodes, and a table made for contention takes a KiB.
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _held = new(concurrencyLevel: 1, capacity: 1, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _logged = new(concurrencyLevel: 1, capacity: 1, StringComparer.Ordinal);
    private readonly NodeReporter _node = new(node, resources, tombstones, time);
    private readonly PodReporter _pods = new(node, resources.As($"node:{node}"), new MirrorReporter(node, resources, time), time);
    private readonly EventReporter _events = new(node, resources.As($"node:{node}"), time);

    /// <summary>Why the node does not take this controller's view; shown with the next write of its Node.</summary>
    public string? Conflict
    {
        get => _node.Conflict;
        set => _node.Conflict = value;
    }

    /// <summary>Of the node's own object; empty when it has none.</summary>
    public string NodeUid => resources.Find<Node>(null, node)?.Uid ?? "";

    public bool Holds(string key) => _held.ContainsKey(key);

    /// <summary>Takes a change of the report. Returns when all of it is durable or dropped.</summary>
    public async Task ApplyAsync(LinkEffect.Apply apply, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var key in apply.Deletes)
            {
                _held.TryRemove(key, out _);
            }

            // A new node comes before its mirrors, which it owns.
            var self = LinkKey.NodeOf(node).ToString();
            foreach (var upsert in apply.Upserts.Where(upsert => upsert.Key == self))
            {
                await WriteAsync(upsert.Key, upsert.Content, isNew: true, cancellationToken);
            }

            foreach (var part in ReportOrder.Of(apply.Upserts).Where(upsert => upsert.Key != self).Chunk(Together))
            {
                await Task.WhenAll(part.Select(upsert => WriteAsync(upsert.Key, upsert.Content, isNew: true, cancellationToken)));
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Compares what the node said with the API once more, and writes what differs.</summary>
    /// <param name="keys">Of these entries; null: of all that the node has said when what is being written now is written.</param>
    /// <param name="cancellationToken">The controller stops.</param>
    public async Task RevisitAsync(IReadOnlyCollection<string>? keys, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var part in (keys ?? _held.Keys.ToList()).Chunk(Together))
            {
                await Task.WhenAll(part.Select(key =>
                    _held.TryGetValue(key, out var content) ? WriteAsync(key, content, isNew: false, cancellationToken) : Task.CompletedTask));
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task WriteAsync(string text, ReadOnlyMemory<byte> content, bool isNew, CancellationToken cancellationToken)
    {
        var outcome = await ConvergeAsync(text, content, cancellationToken);
        if (outcome is ReportOutcome.Kept && !text.StartsWith("Event/", StringComparison.Ordinal))
        {
            _held[text] = content;
        }
        else
        {
            _held.TryRemove(text, out _);
        }

        // What is only looked at again was counted when it was said.
        if (isNew && outcome.Violation is { } violation)
        {
            violations.Record(node, text, violation);
        }

        if (outcome is ReportOutcome.Refused refused && _logged.Count < MaxLogged && _logged.TryAdd(text, true))
        {
            FleetLog.ReportRefused(logger, node, text, refused.Why);
        }
    }

    private async Task<ReportOutcome> ConvergeAsync(string text, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (LinkKey.Find(text) is not { } key)
        {
            return ReportOutcome.Of(new NodeViolation("other", ViolationReason.Malformed, "the key is malformed"));
        }

        ReportOutcome outcome = new ReportOutcome.Conflict();
        for (var attempt = 0; attempt < MaxAttempts && outcome is ReportOutcome.Conflict; attempt++)
        {
            outcome = key.Kind switch
            {
                "Pod" => await _pods.WriteAsync(key, content, cancellationToken),
                "Node" => await _node.WriteAsync(key, content, cancellationToken),
                "Event" => await _events.WriteAsync(key, content, cancellationToken),
                _ => ReportOutcome.Of(new NodeViolation(key.Kind, ViolationReason.ForbiddenKind, "nodes do not report this kind")),
            };
        }

        return outcome is ReportOutcome.Conflict ? new ReportOutcome.Refused("the object changes all the time") : outcome;
    }
}
