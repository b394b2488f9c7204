using EdgeKube.Link;

namespace EdgeKube.Controller.Mqtt;

/// <summary>The way to one connected node.</summary>
internal interface INodeConnection
{
    /// <summary>
    /// Sends a frame; completes with the node's PUBACK, at once for one that may be lost. Throws when the connection ends first, so do not wait for it
    /// inside a call of <see cref="INodeDoor"/>.
    /// </summary>
    Task SendAsync(LinkEffect.Send frame, CancellationToken cancellationToken);

    /// <summary>After so long without a message the node probes its connection; the agent's default where it is not known.</summary>
    TimeSpan KeepAlive => TimeSpan.FromSeconds(60);

    /// <summary>Ends the connection; the node will come back by itself.</summary>
    Task DisconnectAsync();
}
