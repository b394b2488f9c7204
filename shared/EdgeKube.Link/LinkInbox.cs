using EdgeKube.Link.Frames;

namespace EdgeKube.Link;

/// <summary>Messages to frames: decodes, keeps channels apart, assembles chunks of the current session.</summary>
internal sealed class LinkInbox(LinkLimits limits)
{
    private readonly Assembler _assembler = new(limits);

    public void Clear() => _assembler.Clear();

    /// <exception cref="LinkProtocolException">The message is none, or does not belong on this channel.</exception>
    public static Envelope Decode(LinkEvent.Received received, LinkLimits limits)
    {
        var envelope = FrameCodec.Decode(received.Payload.Span, limits);
        return Fits(envelope.Frame, received.Channel) ? envelope : throw new LinkProtocolException("frame on the wrong topic");
    }

    /// <summary>The frame itself, or the one it completes or holds; null while pieces are missing.</summary>
    public Frame? Assemble(Envelope envelope, LinkChannel channel)
    {
        if (envelope.Frame is not Frame.Chunk chunk)
        {
            return Unpack(envelope.Frame, channel);
        }

        if (_assembler.Add(chunk) is not { } message)
        {
            return null;
        }

        var whole = FrameCodec.Decode(message, limits);
        return whole.Session == envelope.Session && whole.Frame is not Frame.Chunk && Fits(whole.Frame, LinkChannel.Control)
            ? Unpack(whole.Frame, LinkChannel.Control)
            : throw new LinkProtocolException("chunks hold a message that may not be chunked");
    }

    private Frame Unpack(Frame frame, LinkChannel channel)
    {
        if (frame is not Frame.Packed packed)
        {
            return frame;
        }

        var inner = FrameCodec.DecodeBare(Packing.Unpack(packed.Bytes, packed.Length, packed.Dictionary), limits).Frame;
        return inner is (Frame.Delta or Frame.Inventory or Frame.Data or Frame.Unknown) && Fits(inner, channel)
            ? inner
            : throw new LinkProtocolException("a packed message may not hold this");
    }

    // What is packed is looked at once it is unpacked; what is not known belongs anywhere.
    private static bool Fits(Frame frame, LinkChannel channel) =>
        frame is Frame.Unknown or Frame.Packed || FrameNumbers.ChannelOf(frame) == channel;
}
