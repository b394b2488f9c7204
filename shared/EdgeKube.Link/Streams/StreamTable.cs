using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Streams;

/// <summary>
/// All streams of one session. Ids are odd when the controller opens and even when the node does, and never fall, so that a doubled
/// Open opens nothing twice.
/// </summary>
internal sealed class StreamTable(LinkOutbox outbox, LinkLimits limits, uint firstId)
{
    private readonly Dictionary<uint, LinkStream> _streams = [];
    private uint _newestOpened;

    public uint NextId { get; private set; } = firstId;

    public int Count => _streams.Count;

    /// <summary>A session began: the other end's ids start anew. Ours go on, so that an old answer meets no new stream.</summary>
    public void Begin() => _newestOpened = 0;

    /// <summary>The session is over.</summary>
    public void End()
    {
        foreach (var stream in _streams.Keys.Order())
        {
            outbox.Emit(new LinkEffect.StreamEnded(stream, new(StreamEnd.Disconnected, "the connection to the other end was lost")));
        }

        _streams.Clear();
    }

    /// <summary>The shell's side: events that are about streams.</summary>
    public void Handle(LinkEvent linkEvent, bool isActive)
    {
        switch (linkEvent)
        {
            case LinkEvent.StreamOpen open:
                Open(open, isActive);
                break;
            case LinkEvent.StreamWrite write:
                Write(write);
                break;
            case LinkEvent.StreamConsumed consumed:
                Consume(consumed);
                break;
            case LinkEvent.StreamClose close:
                Close(close);
                break;
            case LinkEvent.StreamCancel cancel:
                Cancel(cancel);
                break;
        }
    }

    private void Open(LinkEvent.StreamOpen open, bool isActive)
    {
        if (open.Stream != NextId)
        {
            throw new InvalidOperationException($"stream {open.Stream} opened, {NextId} is next");
        }

        NextId += 2;
        if (!isActive || _streams.Count >= limits.MaxStreams)
        {
            outbox.Emit(new LinkEffect.StreamEnded(open.Stream, isActive
                ? new(StreamEnd.Refused, $"{limits.MaxStreams} streams are open already")
                : new(StreamEnd.Disconnected, "there is no connection to the other end")));
            return;
        }

        _streams.Add(open.Stream, new(new(open.Stream, 0, limits.MaxStreamPiece), new(limits.StreamWindow)));
        outbox.Send(new Frame.Open(open.Stream, open.Kind, open.Arguments, limits.StreamWindow));
    }

    private void Write(LinkEvent.StreamWrite write)
    {
        if (_streams.TryGetValue(write.Stream, out var stream))
        {
            foreach (var piece in stream.Sender.Send(write.Bytes))
            {
                outbox.Send(piece);
            }
        }
    }

    private void Consume(LinkEvent.StreamConsumed consumed)
    {
        if (_streams.TryGetValue(consumed.Stream, out var stream) && stream.Receiver.Consume(consumed.Bytes) is { } limit)
        {
            outbox.Send(new Frame.Credit(consumed.Stream, limit));
        }
    }

    private void Close(LinkEvent.StreamClose close)
    {
        if (_streams.Remove(close.Stream, out var stream))
        {
            outbox.Send(new Frame.Close(close.Stream, stream.Sender.Offset, close.End));
        }
    }

    private void Cancel(LinkEvent.StreamCancel cancel)
    {
        if (_streams.Remove(cancel.Stream))
        {
            outbox.Send(new Frame.Cancel(cancel.Stream));
        }
    }

    /// <summary>The other end sent a frame of a stream.</summary>
    public void Receive(Frame frame)
    {
        switch (frame)
        {
            case Frame.Open open:
                Accept(open);
                break;
            case Frame.Data data:
                ReceiveData(data);
                break;
            case Frame.Credit credit when _streams.TryGetValue(credit.Stream, out var stream) && stream.Sender.Allow(credit.Bytes):
                outbox.Emit(new LinkEffect.StreamCredit(credit.Stream, stream.Sender.Available));
                break;
            case Frame.Close close when _streams.Remove(close.Stream, out var stream):
                ReceiveClose(close, stream);
                break;
            case Frame.Cancel cancel when _streams.Remove(cancel.Stream):
                outbox.Emit(new LinkEffect.StreamEnded(cancel.Stream, new(StreamEnd.Canceled)));
                break;
        }
    }

    private void Accept(Frame.Open open)
    {
        if (open.Stream <= _newestOpened || open.Stream % 2 == NextId % 2)
        {
            return;
        }

        _newestOpened = open.Stream;
        if (_streams.Count >= limits.MaxStreams)
        {
            outbox.Send(new Frame.Close(open.Stream, 0, new(StreamEnd.Refused, $"{limits.MaxStreams} streams are open already")));
            return;
        }

        // The opener may send nothing but what is granted here.
        var window = StreamKinds.TakesInput(open.Kind) ? limits.StreamWindow : 0;
        var stream = new LinkStream(new(open.Stream, open.Window, limits.MaxStreamPiece), new(window));
        _streams.Add(open.Stream, stream);
        if (window > 0)
        {
            outbox.Send(new Frame.Credit(open.Stream, window));
        }

        outbox.Emit(new LinkEffect.StreamOpened(open.Stream, open.Kind, open.Arguments));
        outbox.Emit(new LinkEffect.StreamCredit(open.Stream, stream.Sender.Available));
    }

    private void ReceiveData(Frame.Data data)
    {
        if (!_streams.TryGetValue(data.Stream, out var stream))
        {
            // The sender has not heard yet that nobody listens.
            outbox.Send(new Frame.Cancel(data.Stream));
        }
        else if (stream.Receiver.Receive(data.Offset, data.Bytes) is not { } news)
        {
            _streams.Remove(data.Stream);
            outbox.Send(new Frame.Cancel(data.Stream));
            outbox.Emit(new LinkEffect.StreamEnded(data.Stream, Broken));
        }
        else if (!news.IsEmpty)
        {
            outbox.Emit(new LinkEffect.StreamData(data.Stream, news));
        }
    }

    private void ReceiveClose(Frame.Close close, LinkStream stream) =>
        outbox.Emit(new LinkEffect.StreamEnded(close.Stream, close.Offset == stream.Receiver.Offset ? close.End : Broken));

    private static StreamEnd Broken => new(StreamEnd.Broken, "bytes were lost on the way, or came unasked");
}
