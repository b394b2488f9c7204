namespace EdgeKube.Mqtt;

/// <summary>
/// Everything one client or session has to send: QoS 1 messages until their PUBACK, across connections, within the peer's receive maximum.
/// Bounded in messages and bytes.
/// </summary>
internal sealed class Outbox(int maxMessages, long maxBytes)
{
    /// <summary>Identifiers above it are left to SUBSCRIBE and UNSUBSCRIBE.</summary>
    public const ushort LastPacketId = 0xEFFF;

    // Bytes handed to the connection's output at a time: what waits there can no longer be cancelled or reordered.
    private const long OutputWindow = 256 * 1024;

    private readonly Lock _lock = new();
    private readonly LinkedList<PendingPublish> _waiting = new();
    private readonly Dictionary<ushort, PendingPublish> _sent = [];
    private MqttConnection? _connection;
    private PeerLimits _limits;
    private OutgoingAliases _aliases = new(0);
    private Exception? _failure;
    private long _sequence;
    private int _messages;
    private long _bytes;
    private ushort _packetId;

    /// <summary>Publishes, or throws at once when that cannot be. Null from <paramref name="pending"/> for QoS 0.</summary>
    /// <returns>False when a limit of ours is reached: the peer does not keep up.</returns>
    public bool TryPublish(MqttMessage message, out PendingPublish? pending)
    {
        if (!MqttTopic.IsValidName(message.Topic))
        {
            throw new ArgumentException($"'{message.Topic}' is not a topic name");
        }

        var packet = new PublishPacket(message, packetId: 1);
        lock (_lock)
        {
            if (_failure is not null)
            {
                throw _failure;
            }

            var size = MqttEncoder.Measure(packet, _connection?.Version ?? MqttProtocolVersion.V5);
            pending = null;
            return message.Qos switch
            {
                MqttQos.AtMostOnce => TrySendNow(message, size),
                MqttQos.AtLeastOnce => TryQueue(message, size, out pending),
                _ => throw new MqttReasonException(MqttReasonCode.QoSNotSupported),
            };
        }
    }

    /// <summary>A new connection stands: what is unacknowledged goes first, in its old order.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="limits">What its peer takes.</param>
    /// <param name="sessionPresent">The peer may have seen the earlier deliveries: same identifiers, marked as duplicates.</param>
    public void Attach(MqttConnection connection, PeerLimits limits, bool sessionPresent)
    {
        lock (_lock)
        {
            _connection = connection;
            _limits = limits;
            _aliases = new OutgoingAliases(connection.Version == MqttProtocolVersion.V5 ? limits.TopicAliasMaximum : (ushort)0);
            foreach (var pending in _sent.Values.OrderByDescending(p => p.Sequence))
            {
                pending.Duplicate = sessionPresent;
                pending.PacketId = sessionPresent ? pending.PacketId : (ushort)0;
                _waiting.AddFirst(pending);
            }

            _sent.Clear();
            connection.Output.Drained = Pump;
            PumpLocked();
        }
    }

    /// <summary>The connection is gone; messages stay.</summary>
    public void Detach(MqttConnection connection)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_connection, connection))
            {
                connection.Output.Drained = null;
                _connection = null;
            }
        }
    }

    /// <summary>Takes a PUBACK. An unknown identifier is ignored: it may belong to what was cancelled.</summary>
    public void Acknowledge(PubAckPacket ack)
    {
        PendingPublish? pending;
        lock (_lock)
        {
            if (!_sent.Remove(ack.PacketId, out pending))
            {
                return;
            }

            Forget(pending);
            PumpLocked();
        }

        if (ack.Reason.IsFailure())
        {
            pending.TrySetException(new MqttReasonException(ack.Reason, ack.ReasonString));
        }
        else
        {
            pending.TrySetResult(ack.Reason);
        }
    }

    /// <summary>Nobody waits any more; a message not sent yet is dropped.</summary>
    public void Cancel(PendingPublish pending)
    {
        lock (_lock)
        {
            if (pending.PacketId == 0 && !pending.Removed && !pending.Task.IsCompleted)
            {
                pending.Removed = true;
                Forget(pending);
            }
        }
    }

    /// <summary>The end: everything that waits, and every later publish, fails with this.</summary>
    public void Fail(Exception failure)
    {
        List<PendingPublish> all;
        lock (_lock)
        {
            _failure ??= failure;
            all = [.. _sent.Values, .. _waiting];
            _sent.Clear();
            _waiting.Clear();
            _messages = 0;
            _bytes = 0;
        }

        foreach (var pending in all)
        {
            pending.TrySetException(failure);
        }
    }

    private bool TrySendNow(MqttMessage message, long size)
    {
        if (_connection is not { } connection)
        {
            throw new MqttDisconnectedException(MqttReasonCode.UnspecifiedError, "not connected");
        }

        if (size > _limits.MaxPacketSize)
        {
            throw new MqttReasonException(MqttReasonCode.PacketTooLarge);
        }

        if (connection.Output.Pending > 0 && connection.Output.Pending + size > maxBytes)
        {
            return false;
        }

        Send(connection, message, packetId: 0, duplicate: false);
        return true;
    }

    private bool TryQueue(MqttMessage message, long size, out PendingPublish? pending)
    {
        pending = null;
        if (_messages >= maxMessages || (_messages > 0 && _bytes + size > maxBytes))
        {
            return false;
        }

        pending = new PendingPublish(message, size, ++_sequence);
        _messages++;
        _bytes += size;
        _waiting.AddLast(pending);
        PumpLocked();
        return true;
    }

    private void Pump()
    {
        lock (_lock)
        {
            PumpLocked();
        }
    }

    private void PumpLocked()
    {
        while (_connection is { } connection && _waiting.First is { } node
            && _sent.Count < Math.Min(_limits.ReceiveMaximum, LastPacketId) && connection.Output.Pending < OutputWindow)
        {
            _waiting.RemoveFirst();
            if (!node.Value.Removed && !Refused(node.Value))
            {
                var pending = node.Value;
                pending.PacketId = pending.PacketId == 0 ? NextPacketId() : pending.PacketId;
                _sent[pending.PacketId] = pending;
                Send(connection, pending.Message, pending.PacketId, pending.Duplicate);
            }
        }
    }

    private bool Refused(PendingPublish pending)
    {
        var reason = pending.Size > _limits.MaxPacketSize ? MqttReasonCode.PacketTooLarge
            : _limits.MaximumQos == MqttQos.AtMostOnce ? MqttReasonCode.QoSNotSupported
            : MqttReasonCode.Success;
        if (reason == MqttReasonCode.Success)
        {
            return false;
        }

        Forget(pending);
        pending.TrySetException(new MqttReasonException(reason));
        return true;
    }

    private void Send(MqttConnection connection, MqttMessage message, ushort packetId, bool duplicate)
    {
        // The alias and the packet must not be torn apart: both happen under the lock.
        var alias = _aliases.Get(message.Topic, out var known);
        connection.Send(new PublishPacket(message, packetId) { Duplicate = duplicate, TopicAlias = alias, OmitTopic = known });
    }

    private ushort NextPacketId()
    {
        // Redelivered messages keep their identifiers while they wait for their turn; they are at the front of the queue.
        do
        {
            _packetId = _packetId == LastPacketId ? (ushort)1 : (ushort)(_packetId + 1);
        }
        while (_sent.ContainsKey(_packetId));

        return _packetId;
    }

    private void Forget(PendingPublish pending)
    {
        _messages--;
        _bytes -= pending.Size;
    }
}
