using EdgeKube.Controller.Mqtt;
using EdgeKube.Link;
using EdgeKube.Link.Sending;

namespace EdgeKube.Controller.Fleet;

/// <summary>What is to be sent over one connection, by priority. Whoever adds never waits; a node that takes nothing while it makes us answer loses its connection.</summary>
internal sealed class NodeOutbox(INodeConnection connection, TimeProvider time)
{
    private readonly SendPump _pump = new((frame, cancellationToken) => connection.SendAsync(frame, cancellationToken), time);

    public INodeConnection Connection => connection;

    /// <summary>False when too much waits already.</summary>
    public bool TryAdd(LinkEffect.Send send) => _pump.TryAdd(send);

    /// <summary>Sends until closed (null) or until a send fails (why).</summary>
    public Task<Exception?> RunAsync() => _pump.RunAsync();

    /// <summary>Returns when the node has taken all that was added.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => _pump.DrainAsync(cancellationToken);

    public void Close() => _pump.Close();

    /// <summary>Ends the connection; the node will come back by itself.</summary>
    public Task DisconnectAsync() => connection.DisconnectAsync();
}
