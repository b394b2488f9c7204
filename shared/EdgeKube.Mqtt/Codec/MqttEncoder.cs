using System.Buffers;

namespace EdgeKube.Mqtt;

/// <summary>Writes packets. A payload goes to the output in its own pieces, never through a second buffer of its size.</summary>
internal static class MqttEncoder
{
    /// <summary>The packet's size on the wire in bytes. Throws <see cref="ArgumentException"/> for a value that cannot be written.</summary>
    public static long Measure(MqttPacket packet, MqttProtocolVersion version)
    {
        var length = MeasureBody(packet, version) + PayloadOf(packet).Length;
        return length <= CodecLimits.MaxRemainingLength
            ? 1 + PacketWriter.VarIntSize((int)length) + length
            : throw new ArgumentException("a packet is longer than 256 MiB");
    }

    public static void Write(IBufferWriter<byte> output, MqttPacket packet, MqttProtocolVersion version)
    {
        var body = MeasureBody(packet, version);
        var payload = PayloadOf(packet).Span;
        var length = body + payload.Length;
        var size = 1 + PacketWriter.VarIntSize(length) + body;
        var writer = new PacketWriter(output.GetSpan(size));
        writer.WriteByte((byte)(((int)packet.Type << 4) | Flags(packet)));
        writer.WriteVarInt(length);
        WriteBody(ref writer, packet, version);
        output.Advance(size);
        output.Write(payload);
    }

    private static ReadOnlyMemory<byte> PayloadOf(MqttPacket packet) => packet is PublishPacket publish ? publish.Message.Payload : default;

    private static int MeasureBody(MqttPacket packet, MqttProtocolVersion version)
    {
        var counter = new PacketWriter();
        WriteBody(ref counter, packet, version);
        return counter.Position;
    }

    private static int Flags(MqttPacket packet) => packet switch
    {
        PublishPacket publish => (publish.Duplicate ? 0x08 : 0) | ((int)publish.Message.Qos << 1) | (publish.Message.Retain ? 1 : 0),
        SubscribePacket or UnsubscribePacket => 2,
        _ => 0,
    };

    private static void WriteBody(ref PacketWriter writer, MqttPacket packet, MqttProtocolVersion version)
    {
        switch (packet)
        {
            case ConnectPacket connect: ConnectEncoder.Write(ref writer, connect); break;
            case ConnAckPacket connAck: ConnAckEncoder.Write(ref writer, connAck, version); break;
            case PublishPacket publish: WritePublish(ref writer, publish, version); break;
            case PubAckPacket pubAck: AcknowledgementEncoder.Write(ref writer, pubAck, version); break;
            case SubscribePacket subscribe: SubscribeEncoder.Write(ref writer, subscribe, version); break;
            case SubAckPacket subAck: AcknowledgementEncoder.Write(ref writer, subAck, version); break;
            case UnsubscribePacket unsubscribe: SubscribeEncoder.Write(ref writer, unsubscribe, version); break;
            case UnsubAckPacket unsubAck: AcknowledgementEncoder.Write(ref writer, unsubAck, version); break;
            case DisconnectPacket disconnect: WriteDisconnect(ref writer, disconnect, version); break;
            default: break;
        }
    }

    private static void WritePublish(ref PacketWriter writer, PublishPacket publish, MqttProtocolVersion version)
    {
        writer.WriteString(publish.OmitTopic ? "" : publish.Message.Topic);
        if (publish.Message.Qos != MqttQos.AtMostOnce)
        {
            writer.WriteUInt16(publish.PacketId);
        }

        if (version == MqttProtocolVersion.V5)
        {
            var properties = writer.BeginBlock();
            PropertyWriter.Write(ref writer, PropertyId.TopicAlias, publish.TopicAlias, whenAbsent: 0);
            PropertyWriter.WriteMessage(ref writer, publish.Message);
            writer.EndBlock(properties);
        }
    }

    private static void WriteDisconnect(ref PacketWriter writer, DisconnectPacket disconnect, MqttProtocolVersion version)
    {
        var bare = disconnect is { Reason: MqttReasonCode.Success, ReasonString: null, SessionExpirySeconds: null };
        if (version == MqttProtocolVersion.V311 || bare)
        {
            return;
        }

        writer.WriteByte((byte)disconnect.Reason);
        var properties = writer.BeginBlock();
        PropertyWriter.Write(ref writer, PropertyId.SessionExpiry, disconnect.SessionExpirySeconds);
        PropertyWriter.Write(ref writer, PropertyId.ReasonString, disconnect.ReasonString);
        writer.EndBlock(properties);
    }
}
