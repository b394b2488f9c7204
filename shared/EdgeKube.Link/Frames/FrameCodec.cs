using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Link.Frames;

/// <summary>Messages to bytes and back: protobuf's wire format, unknown fields and frames skipped.</summary>
public static class FrameCodec
{
    private const int Session = 1;

    /// <summary>The bytes of a message.</summary>
    public static byte[] Encode(Envelope envelope)
    {
        var writer = new WireWriter();
        writer.Fixed64(Session, envelope.Session);
        WriteNumbered(writer, envelope.Frame);
        var message = writer.ToArray(MessageCheck.Size);
        MessageCheck.Seal(message);
        return message;
    }

    /// <summary>The bytes of a frame under its number, without a session: what <see cref="Frame.Packed"/> holds.</summary>
    internal static byte[] EncodeFrame(Frame frame)
    {
        var writer = new WireWriter();
        WriteNumbered(writer, frame);
        return writer.ToArray();
    }

    /// <summary>Reads a message. Contents are copied, so the bytes may be reused.</summary>
    /// <exception cref="LinkProtocolException">The bytes are no message, were changed on their way, or break a cap.</exception>
    public static Envelope Decode(ReadOnlySpan<byte> bytes, LinkLimits limits) => bytes.Length <= limits.MaxMessage
        ? DecodeBare(MessageCheck.Open(bytes), limits)
        : throw new LinkProtocolException("message too large");

    /// <summary>Reads what stands before a message's check, or what <see cref="EncodeFrame"/> made (its session is then 0).</summary>
    /// <exception cref="LinkProtocolException">The bytes are no message, or break a cap.</exception>
    internal static Envelope DecodeBare(ReadOnlySpan<byte> bytes, LinkLimits limits)
    {
        ulong session = 0;
        Frame? frame = null;
        var reader = new WireReader(bytes);
        while (reader.Next(out var field))
        {
            if (field == Session)
            {
                session = reader.Fixed64();
            }
            else if (frame is null && Enum.IsDefined((FrameNumber)field))
            {
                frame = ReadFrame((FrameNumber)field, reader.Message(), limits);
            }
            else
            {
                reader.Skip();
            }
        }

        return new(session, frame ?? new Frame.Unknown());
    }

    private static void WriteFrame(WireWriter writer, Frame frame)
    {
        switch (frame)
        {
            case Frame.Hello or Frame.Welcome or Frame.Conflict or Frame.Accept or Frame.Goodbye:
                SessionCodec.Write(writer, frame);
                break;
            case Frame.Delta or Frame.Inventory or Frame.Ack or Frame.Probe or Frame.Resync:
                SetCodec.Write(writer, frame);
                break;
            case Frame.Buckets or Frame.Select:
                BucketCodec.Write(writer, frame);
                break;
            case Frame.Offer or Frame.Have or Frame.Part:
                PartCodec.Write(writer, frame);
                break;
            case Frame.Chunk chunk:
                ChunkCodec.Write(writer, chunk);
                break;
            case Frame.Packed packed:
                writer.Number(1, (ulong)packed.Length);
                writer.Bytes(2, packed.Bytes.Span);
                writer.Number(3, (ulong)packed.Dictionary);
                break;
            default:
                StreamCodec.Write(writer, frame);
                break;
        }
    }

    private static Frame ReadFrame(FrameNumber number, WireReader reader, LinkLimits limits) => number switch
    {
        FrameNumber.Hello => SessionCodec.ReadHello(reader),
        FrameNumber.Welcome => SessionCodec.ReadWelcome(reader),
        FrameNumber.Conflict => SessionCodec.ReadConflict(reader),
        FrameNumber.Accept => SessionCodec.ReadAccept(reader),
        FrameNumber.Goodbye => SessionCodec.ReadGoodbye(reader),
        FrameNumber.Delta => SetCodec.ReadDelta(reader, limits),
        FrameNumber.Inventory => SetCodec.ReadInventory(reader, limits),
        FrameNumber.Ack => SetCodec.ReadAck(reader),
        FrameNumber.Probe => SetCodec.ReadProbe(reader),
        FrameNumber.Resync => SetCodec.ReadResync(reader),
        FrameNumber.Chunk => ChunkCodec.Read(reader, limits),
        FrameNumber.Buckets => BucketCodec.ReadBuckets(reader),
        FrameNumber.Select => BucketCodec.ReadSelect(reader),
        FrameNumber.Offer => PartCodec.ReadOffer(reader, limits),
        FrameNumber.Have => PartCodec.ReadHave(reader, limits),
        FrameNumber.Part => PartCodec.ReadPart(reader, limits),
        FrameNumber.Packed => ReadPacked(reader, limits),
        _ => StreamCodec.Read(number, reader, limits),
    };

    private static void WriteNumbered(WireWriter writer, Frame frame)
    {
        var mark = writer.Begin((int)FrameNumbers.Of(frame));
        WriteFrame(writer, frame);
        writer.End(mark);
    }

    private static Frame.Packed ReadPacked(WireReader reader, LinkLimits limits)
    {
        var (length, dictionary) = (0, 0);
        ReadOnlySpan<byte> bytes = default;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: length = reader.Int32(limits.MaxMessage); break;
                case 2: bytes = reader.Bytes(limits.MaxMessage); break;
                case 3: dictionary = reader.Int32(int.MaxValue); break;
                default: reader.Skip(); break;
            }
        }

        return new(length, bytes.ToArray()) { Dictionary = dictionary };
    }
}
