using EdgeKube.Link.Frames;
using EdgeKube.Link.Traffic;

namespace EdgeKube.Link;

/// <summary>Collects the effects of one step; frames become messages of the current session, in chunks when they are large.</summary>
internal sealed class LinkOutbox(LinkLimits limits)
{
    private List<LinkEffect> _effects = [];
    private uint _messages;
    private long? _wakeAt;

    public ulong Session { get; set; }

    /// <summary>What both ends of the session can; none before it began.</summary>
    public SessionFeatures Features { get; set; }

    public void Emit(LinkEffect effect) => _effects.Add(effect);

    public void Send(Frame? frame)
    {
        if (frame is not null)
        {
            Send(Session, frame);
        }
    }

    public void SendAll(IEnumerable<Frame> frames)
    {
        foreach (var frame in frames)
        {
            Send(Session, frame);
        }
    }

    public void Send(ulong session, Frame frame)
    {
        var message = FrameCodec.Encode(new(session, Pack(frame)));
        var (channel, priority) = (FrameNumbers.ChannelOf(frame), FrameNumbers.PriorityOf(frame));
        if (channel == LinkChannel.Stream || message.Length <= limits.ChunkSize)
        {
            Emit(new LinkEffect.Send(channel, message, priority) { MayBeLost = message.Length <= WireCost.LargestUnacknowledged && FrameNumbers.IsRepeated(frame) });
            return;
        }

        if (message.Length > limits.MaxMessage)
        {
            throw new InvalidOperationException($"a message of {message.Length} bytes does not fit the link");
        }

        _messages++;
        foreach (var chunk in Chunker.Split(_messages, message, limits.ChunkSize))
        {
            Emit(new LinkEffect.Send(channel, FrameCodec.Encode(new(session, chunk)), priority));
        }
    }

    // Parts are packed already, the rest is small; and what begins or ends a session must be read whatever was agreed.
    private Frame Pack(Frame frame)
    {
        frame = Features.Lean && frame is Frame.Delta delta ? Strip(delta) : frame;
        if (!Features.Deflate || frame is not (Frame.Delta or Frame.Inventory or Frame.Data))
        {
            return frame;
        }

        var bytes = FrameCodec.EncodeFrame(frame);
        var dictionary = Features.Lean && frame is Frame.Delta ? PackingDictionary.Newest : 0;
        return Packing.Pack(bytes, dictionary) is { } packed ? new Frame.Packed(bytes.Length, packed) { Dictionary = dictionary } : frame;
    }

    private static Frame.Delta Strip(Frame.Delta delta) =>
        delta with { IsLean = true, Version = delta.Version is { } version ? version with { Epoch = "" } : null };

    /// <summary>The step's effects; with a Wake when the wanted time is not the one last asked for.</summary>
    public IReadOnlyList<LinkEffect> Drain(long? wakeAt)
    {
        if (wakeAt != _wakeAt)
        {
            _wakeAt = wakeAt;
            Emit(new LinkEffect.Wake(wakeAt));
        }

        var effects = _effects;
        _effects = [];
        return effects;
    }
}
