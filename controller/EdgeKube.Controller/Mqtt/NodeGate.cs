using System.Collections.Concurrent;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

/// <summary>Between the sessions of nodes and the fleet: who is connected by which session, and which topics carry frames.</summary>
internal sealed class NodeGate(INodeDoor door)
{
    private readonly ConcurrentDictionary<MqttServerSession, NodeConnection> _connections = [];
    private readonly ConcurrentDictionary<string, MqttServerSession> _sessions = new(StringComparer.Ordinal);

    public async ValueTask ConnectedAsync(Identity node, MqttServerSession session, CancellationToken cancellationToken)
    {
        await EndOtherAsync(node, session);
        var connection = new NodeConnection(node, session);
        _connections[session] = connection;
        await door.OnNodeConnectedAsync(node.Name, connection, cancellationToken);
    }

    public async ValueTask<MqttReasonCode> MessageAsync(Identity node, string leaf, MqttMessage message, CancellationToken cancellationToken)
    {
        if (Topics.FindUpChannel(leaf) is not { } channel)
        {
            return MqttReasonCode.TopicNameInvalid;
        }

        await door.OnNodeMessageAsync(node.Name, channel, message.Payload, cancellationToken);
        return MqttReasonCode.Success;
    }

    public async ValueTask DisconnectedAsync(Identity node, MqttServerSession session, bool gracefully, CancellationToken cancellationToken)
    {
        // What was to be sent belongs to this connection: after the next one, hello starts afresh.
        if (_connections.TryRemove(session, out var connection))
        {
            _sessions.TryRemove(new KeyValuePair<string, MqttServerSession>(node.Name, session));
            connection.End();
            await door.OnNodeDisconnectedAsync(node.Name, connection, gracefully, cancellationToken);
        }
    }

    // Each listener knows only its own sessions: a node that comes in by another door than before must not stand beside itself.
    private async ValueTask EndOtherAsync(Identity node, MqttServerSession session)
    {
        while (_sessions.GetOrAdd(node.Name, session) is var other && other != session)
        {
            await other.DisconnectAsync(MqttReasonCode.SessionTakenOver);
            _sessions.TryRemove(new KeyValuePair<string, MqttServerSession>(node.Name, other));
        }
    }
}
