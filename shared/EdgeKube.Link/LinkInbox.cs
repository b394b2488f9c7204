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
        return envelope.Frame is Frame.Unknown || FrameNumbers.ChannelOf(envelope.Frame) == received.Channel
            ? envelope
            : throw new LinkProtocolException("frame on the wrong topic");
    }

    /// <summary>The frame itself, or the one it completes; null while pieces are missing.</summary>
    public Frame? Assemble(Envelope envelope)
    {
        if (envelope.Frame is not Frame.Chunk chunk)
        {
            return envelope.Frame;
        }

        if (_assembler.Add(chunk) is not { } message)
        {
            return null;
        }

        var whole = FrameCodec.Decode(message, limits);
        return whole.Session == envelope.Session && whole.Frame is not Frame.Chunk && FrameNumbers.IsControl(whole.Frame)
            ? whole.Frame
            : throw new LinkProtocolException("chunks hold a message that may not be chunked");
    }
}
