using System.Threading.Channels;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Security;

/// <summary>
/// Counts what nodes have tried and may not, and tells it as an event on the Node: one for a burst, with its count. Whoever records waits
/// for nothing.
/// </summary>
internal sealed class ViolationLedger(IResources resources, TimeProvider time, ILogger<ViolationLedger> logger) : IControllerLoop
{
    public const string Reason = "NodeRestriction";

    private const string Component = "node-restriction";
    private const int MaxNodes = 4096;

    private readonly IResources _resources = resources.As($"system:{Component}");
    private readonly Lock _lock = new();
    private readonly Channel<bool> _begun = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Dictionary<string, ViolationBurst> _bursts = new(StringComparer.Ordinal);

    public string Name => Component;

    public ViolationCounters Counters { get; } = new();

    /// <summary>So long a burst is gathered before its event is written.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(5);

    /// <param name="node">Who tried.</param>
    /// <param name="subject">The entry of its report.</param>
    /// <param name="violation">What it may not.</param>
    public void Record(string node, string subject, NodeViolation violation)
    {
        Counters.Add(node, violation);
        lock (_lock)
        {
            if (_bursts.TryGetValue(node, out var burst) || _bursts.Count < MaxNodes)
            {
                _bursts[node] = new ViolationBurst((burst?.Count ?? 0) + 1, subject, violation);
            }
        }

        _begun.Writer.TryWrite(true);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await _begun.Reader.WaitToReadAsync(cancellationToken))
        {
            await Task.Delay(Window, time, cancellationToken);
            _begun.Reader.TryRead(out _);
            foreach (var (node, burst) in Take())
            {
                await WriteAsync(node, burst, cancellationToken);
            }
        }
    }

    private Dictionary<string, ViolationBurst> Take()
    {
        lock (_lock)
        {
            var taken = _bursts;
            _bursts = new(StringComparer.Ordinal);
            return taken;
        }
    }

    // Its own name, not the recorder's: the next burst counts up this event instead of standing beside it.
    private async Task WriteAsync(string nodeName, ViolationBurst burst, CancellationToken cancellationToken)
    {
        if (_resources.Find<Node>(null, nodeName) is not { } node)
        {
            return;
        }

        var now = MetadataRules.WholeSeconds(time.GetUtcNow());
        var name = $"{nodeName}.{Component}";
        var result = _resources.Find<Event>("default", name) is { } stored
            ? await _resources.UpdateAsync(stored with { Count = stored.Count + burst.Count, Message = burst.Describe(), LastTimestamp = now }, cancellationToken)
            : await _resources.CreateAsync(Build(name, node, burst, now), cancellationToken);
        if (!result.Succeeded)
        {
            SecurityLog.EventRefused(logger, nodeName, result.Error.Message ?? "");
        }
    }

    private static Event Build(string name, Node node, ViolationBurst burst, DateTimeOffset now) => new()
    {
        Metadata = new() { Namespace = "default", Name = name },
        InvolvedObject = new() { Kind = "Node", ApiVersion = "v1", Name = node.Name, Uid = node.Uid },
        Type = "Warning",
        Reason = Reason,
        Message = burst.Describe(),
        Count = burst.Count,
        FirstTimestamp = now,
        LastTimestamp = now,
        Source = new() { Component = Component },
        ReportingComponent = Component,
    };
}
