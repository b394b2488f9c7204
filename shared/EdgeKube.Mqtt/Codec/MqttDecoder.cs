using System.Buffers;

namespace EdgeKube.Mqtt;

/// <summary>
/// Takes packets off the front of what has arrived. Throws nothing but <see cref="MqttProtocolException"/>, and allocates no more than a
/// small multiple of the bytes that are really there.
/// </summary>
internal static class MqttDecoder
{
    /// <summary>
    /// Reads one packet. False when it has not fully arrived; the buffer is then unchanged. Its size is held against the maximum as soon as
    /// the fixed header is there.
    /// </summary>
    /// <param name="buffer">What has arrived; moved past the packet that was read.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="version">The protocol in force; CONNECT names its own.</param>
    /// <param name="maxPacketSize">The largest packet accepted, in bytes, header included.</param>
    /// <param name="packet">The packet.</param>
    public static bool TryRead(
        ref ReadOnlySequence<byte> buffer, MqttPeer sender, MqttProtocolVersion version, int maxPacketSize, out MqttPacket packet)
    {
        packet = null!;
        if (!TryReadHeader(buffer, out var first, out var headerSize, out var length))
        {
            return false;
        }

        // The header alone may already be refused: a hostile length must not make us wait for bytes.
        CheckHeader(first, sender);
        if (headerSize + length > maxPacketSize)
        {
            throw new MqttProtocolException(MqttReasonCode.PacketTooLarge, $"packet of {headerSize + length} bytes; {maxPacketSize} are allowed");
        }

        if (buffer.Length < headerSize + length)
        {
            return false;
        }

        var reader = new PacketReader(buffer.Slice(headerSize, length));
        packet = ReadBody((MqttPacketType)(first >> 4), first & 0x0F, sender, version, ref reader);
        reader.ThrowUnlessAtEnd();
        buffer = buffer.Slice(headerSize + length);
        return true;
    }

    private static bool TryReadHeader(ReadOnlySequence<byte> buffer, out byte first, out int headerSize, out int length)
    {
        var reader = new SequenceReader<byte>(buffer);
        length = 0;
        headerSize = 1;
        if (!reader.TryRead(out first))
        {
            return false;
        }

        for (var shift = 0; shift < 28; shift += 7)
        {
            if (!reader.TryRead(out var b))
            {
                return false;
            }

            headerSize++;
            length |= (b & 0x7F) << shift;
            if (b < 0x80)
            {
                return true;
            }
        }

        throw PacketReader.Malformed("remaining length longer than four bytes");
    }

    private static void CheckHeader(byte first, MqttPeer sender)
    {
        var type = (MqttPacketType)(first >> 4);
        var allowed = type switch
        {
            MqttPacketType.Publish or MqttPacketType.PubAck or MqttPacketType.Disconnect => true,
            MqttPacketType.Connect or MqttPacketType.Subscribe or MqttPacketType.Unsubscribe or MqttPacketType.PingReq => sender == MqttPeer.Client,
            MqttPacketType.ConnAck or MqttPacketType.SubAck or MqttPacketType.UnsubAck or MqttPacketType.PingResp => sender == MqttPeer.Server,

            // No QoS 2 and no extended authentication: neither end ever asks for them.
            _ => false,
        };
        if (!allowed)
        {
            throw new MqttProtocolException(MqttReasonCode.ProtocolError, $"{type} from a {sender}");
        }

        var flags = type is MqttPacketType.Subscribe or MqttPacketType.Unsubscribe ? 2 : 0;
        if (type != MqttPacketType.Publish && (first & 0x0F) != flags)
        {
            throw PacketReader.Malformed($"reserved flags of {type}");
        }
    }

    private static MqttPacket ReadBody(MqttPacketType type, int flags, MqttPeer sender, MqttProtocolVersion version, ref PacketReader reader) => type switch
    {
        MqttPacketType.Connect => ConnectDecoder.Read(ref reader),
        MqttPacketType.ConnAck => ConnAckDecoder.Read(ref reader, version),
        MqttPacketType.Publish => PublishDecoder.Read(ref reader, flags, sender, version),
        MqttPacketType.PubAck => AcknowledgementDecoder.ReadPubAck(ref reader, sender, version),
        MqttPacketType.Subscribe => SubscribeDecoder.ReadSubscribe(ref reader, version),
        MqttPacketType.SubAck => AcknowledgementDecoder.ReadSubAck(ref reader, version),
        MqttPacketType.Unsubscribe => SubscribeDecoder.ReadUnsubscribe(ref reader, version),
        MqttPacketType.UnsubAck => AcknowledgementDecoder.ReadUnsubAck(ref reader, version),
        MqttPacketType.PingReq => PingPacket.Request,
        MqttPacketType.PingResp => PingPacket.Response,
        _ => DisconnectDecoder.Read(ref reader, sender, version),
    };
}
