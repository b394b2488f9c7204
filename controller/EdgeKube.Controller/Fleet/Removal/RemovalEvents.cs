using EdgeKube.Api;
using EdgeKube.Controller.Api;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Fleet.Removal;

/// <summary>Tells on the Node, even when there is none any more, how it left.</summary>
internal sealed class RemovalEvents(IResources resources, TimeProvider time, ILogger logger)
{
    private const string Component = "node-removal";
    private const int MaxDetail = 500;

    private readonly IResources _resources = resources.As($"system:{Component}");

    public Task LeavingAsync(string node, string uid, CancellationToken cancellationToken)
    {
        FleetLog.Leaving(logger, node);
        return WriteAsync(node, uid, "NodeLeaving", $"node \"{node}\" was removed and has been seen: it was told to stop its pods and to wipe its replica and keys", cancellationToken);
    }

    /// <param name="node">Its name.</param>
    /// <param name="uid">Of its Node object, as far as it is known.</param>
    /// <param name="detail">What the node says; not trusted.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task LeftAsync(string node, string uid, string detail, CancellationToken cancellationToken)
    {
        var text = string.Concat((detail.Length > MaxDetail ? detail[..MaxDetail] : detail).Select(c => char.IsControl(c) ? ' ' : c));
        FleetLog.Left(logger, node, text);
        return WriteAsync(node, uid, "NodeLeft", $"node \"{node}\" has left: {text}", cancellationToken);
    }

    private async Task WriteAsync(string node, string uid, string reason, string message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var told = new Event
        {
            Metadata = new() { Namespace = "default", Name = $"{node}.{now.ToUnixTimeMilliseconds():x}" },
            InvolvedObject = new() { Kind = "Node", ApiVersion = "v1", Name = node, Uid = uid },
            Type = "Normal",
            Reason = reason,
            Message = message,
            Count = 1,
            FirstTimestamp = now,
            LastTimestamp = now,
            Source = new() { Component = Component },
            ReportingComponent = Component,
        };
        var created = await _resources.CreateAsync(told, cancellationToken);
        if (!created.Succeeded)
        {
            FleetLog.EventRefused(logger, node, created.Error.Message ?? "");
        }
    }
}
