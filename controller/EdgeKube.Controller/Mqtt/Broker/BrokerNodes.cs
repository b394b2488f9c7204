using System.Collections.Concurrent;
using EdgeKube.Link;
using EdgeKube.Link.Frames;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Mqtt.Broker;

/// <summary>
/// Nodes behind a broker: who counts as connected, and the frames of each. A node is connected from its first frame on, until its will comes,
/// nobody takes what is sent to it, or the broker is lost.
/// </summary>
internal sealed class BrokerNodes(INodeDoor door, BrokerLine line, BrokerAccess access, TimeProvider time, ILogger logger)
{
    private static readonly byte[] SayHello = FrameCodec.Encode(new(0, new Frame.Goodbye(GoodbyeReason.UnknownSession, "")));

    // A node that has just said hello does not do so again at once, in case it was the answer that came late.
    private static readonly TimeSpan AskAgain = LinkTimings.Default.HelloInterval + TimeSpan.FromSeconds(1);
    private const int MaxAsks = 3;

    // One hand at a time: what the fleet is told of a node stays in order.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentDictionary<string, BrokerNodeConnection> _connections = new(StringComparer.Ordinal);

    /// <summary>A message from below a node's name.</summary>
    public async Task ReceiveAsync(Identity node, string leaf, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (leaf == Topics.GoneLeaf)
        {
            // If the will is late and the node is back already, it says hello once more.
            if (await EndAsync(node.Name, null, cancellationToken))
            {
                AskForHello(node);
            }
        }
        else if (Topics.FindUpChannel(leaf) is { } channel)
        {
            await ReceiveAsync(node, channel, payload, cancellationToken);
        }
    }

    /// <summary>Whichever session the node believes to be in: it is to begin anew.</summary>
    public void AskForHello(Identity node) => _ = AskAsync(node);

    /// <summary>A connection is of no use any more: the node begins anew.</summary>
    public async Task DisconnectAsync(BrokerNodeConnection connection)
    {
        if (await EndAsync(connection.Node.Name, connection, CancellationToken.None))
        {
            AskForHello(connection.Node);
        }
    }

    /// <summary>The node is not to be served any more.</summary>
    public Task EndAsync(Identity node, CancellationToken cancellationToken) => EndAsync(node.Name, null, cancellationToken);

    /// <summary>The broker is lost, and with it everybody.</summary>
    public async Task EndAllAsync(CancellationToken cancellationToken)
    {
        foreach (var name in _connections.Keys.ToArray())
        {
            await EndAsync(name, null, cancellationToken);
        }
    }

    private async Task ReceiveAsync(Identity node, LinkChannel channel, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_connections.TryGetValue(node.Name, out var connection))
            {
                connection = new BrokerNodeConnection(node, this, line, access);
                _connections[node.Name] = connection;
                MqttLog.NodeConnected(logger, node.Name, "the broker");
                await door.OnNodeConnectedAsync(node.Name, connection, cancellationToken);
            }

            await door.OnNodeMessageAsync(node.Name, channel, payload, connection.Ended);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            MqttLog.HandlerFailed(logger, node.ToString(), e);
            await EndLockedAsync(node.Name, null);
        }
        finally
        {
            _turn.Release();
        }
    }

    // False when there is nothing to end, or another connection stands in its place.
    private async Task<bool> EndAsync(string node, BrokerNodeConnection? connection, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await EndLockedAsync(node, connection);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> EndLockedAsync(string node, BrokerNodeConnection? connection)
    {
        if (!_connections.TryGetValue(node, out var known) || (connection is not null && connection != known))
        {
            return false;
        }

        _connections.TryRemove(node, out _);
        known.End();
        MqttLog.NodeDisconnected(logger, node, MqttReasonCode.UnspecifiedError);
        try
        {
            await door.OnNodeDisconnectedAsync(node, known, false, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // The controller stops, and the fleet with it.
        }

        return true;
    }

    private async Task AskAsync(Identity node)
    {
        try
        {
            for (var asks = 0; asks < MaxAsks && !_connections.ContainsKey(node.Name); asks++)
            {
                if (!await line.SendAsync(new MqttMessage(Topics.Down(node), SayHello) { Qos = MqttQos.AtLeastOnce }, CancellationToken.None))
                {
                    return;
                }

                await Task.Delay(AskAgain, time);
            }
        }
        catch (Exception e) when (e is MqttDisconnectedException or MqttReasonException)
        {
            // The broker is lost: with the next connection everybody is asked.
        }
    }
}
