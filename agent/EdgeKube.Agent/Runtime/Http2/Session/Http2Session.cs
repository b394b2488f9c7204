using System.Buffers;
using EdgeKube.Agent.Runtime.Http2.Frames;
using EdgeKube.Agent.Runtime.Http2.Hpack;

namespace EdgeKube.Agent.Runtime.Http2.Session;

/// <summary>
/// A client's end of one connection as a state machine: it changes streams and writes bytes for the server, and neither waits nor reads.
/// <see cref="FrameHandler"/> is its other half, for what the server sends. The owner holds one lock around every call of both.
/// </summary>
internal sealed class Http2Session(IBufferWriter<byte> output)
{
    /// <summary>Of what the server says about one response, encoded or decoded.</summary>
    public const int MaxHeaderSize = 64 << 10;

    // The connection's window opens again with every frame that arrives, so that a stream nobody reads does not hold up the others; what
    // lies unread is bounded by the streams' own windows.
    private const int ConnectionWindow = 1 << 20;
    private const int InitialConnectionWindow = 65535;

    private readonly Dictionary<int, Http2Stream> _streams = [];
    private readonly ArrayBufferWriter<byte> _block = new();
    private int _sendWindow = InitialConnectionWindow;
    private int _receiveWindow = ConnectionWindow;
    private int _lastId = -1;
    private bool _isDraining;

    public PeerSettings Peer { get; private set; } = PeerSettings.Initial;

    /// <summary>New streams may be opened, now or when others have ended.</summary>
    public bool TakesStreams => !_isDraining && _lastId < int.MaxValue - 2;

    /// <summary>Nothing more can happen on this connection.</summary>
    public bool IsDrained => !TakesStreams && _streams.Count == 0;

    public void Start()
    {
        FrameWriter.WritePreface(output, MaxHeaderSize);
        FrameWriter.WriteWindowUpdate(output, 0, ConnectionWindow - InitialConnectionWindow);
    }

    /// <returns>Null when the server allows no more streams at present.</returns>
    public Http2Stream? TryOpen(IEnumerable<HeaderField> fields)
    {
        if (_streams.Count >= Peer.MaxStreams)
        {
            return null;
        }

        _block.ResetWrittenCount();
        HpackEncoder.Write(_block, fields);
        _lastId += 2;
        FrameWriter.WriteHeaders(output, _lastId, _block.WrittenSpan);
        var stream = new Http2Stream(_lastId, Peer.InitialWindow);
        _streams.Add(stream.Id, stream);
        return stream;
    }

    /// <summary>Sends as much as the windows allow.</summary>
    /// <param name="isEnd">The request ends after the last of <paramref name="data"/>.</param>
    /// <param name="room">No more than this many bytes now.</param>
    /// <returns>How many bytes were taken.</returns>
    /// <exception cref="IOException">The stream is over.</exception>
    public int Send(Http2Stream stream, ReadOnlySpan<byte> data, bool isEnd, int room)
    {
        if (stream.IsSendingOver || stream.IsReceivingOver)
        {
            throw new IOException("The server has ended the call");
        }

        var taken = Math.Min(data.Length, Math.Max(0, Math.Min(room, Math.Min(_sendWindow, stream.SendWindow))));
        var isLast = isEnd && taken == data.Length;
        if (taken > 0 || isLast)
        {
            FrameWriter.WriteData(output, stream.Id, data[..taken], isLast);
        }

        _sendWindow -= taken;
        stream.SendWindow -= taken;
        stream.IsSendingOver = isLast;
        return taken;
    }

    /// <summary>Tells the server that nobody waits for the response any more. Does nothing when the stream is over.</summary>
    public void Cancel(Http2Stream stream)
    {
        if (_streams.Remove(stream.Id))
        {
            FrameWriter.WriteReset(output, stream.Id, Http2ErrorCode.Cancel);
            stream.Fail(new IOException("The call was given up"));
        }
    }

    public void Consume(Http2Stream stream, int count)
    {
        if (stream.Consume(count) is > 0 and var increment)
        {
            FrameWriter.WriteWindowUpdate(output, stream.Id, increment);
        }
    }

    public void GoAway(Http2ErrorCode code) => FrameWriter.WriteGoAway(output, code);

    /// <summary>The connection is lost.</summary>
    public void Fail(IOException exception)
    {
        _isDraining = true;
        FailAfter(-1, exception);
    }

    /// <returns>Null when the stream has ended on this side: what arrives for it means nothing any more.</returns>
    /// <exception cref="Http2Exception">There never was such a stream.</exception>
    public Http2Stream? Find(int streamId) => (streamId & 1) == 1 && streamId <= _lastId
        ? _streams.GetValueOrDefault(streamId)
        : throw new Http2Exception(Http2ErrorCode.ProtocolError, $"stream {streamId} was never opened");

    /// <summary>Forgets a stream whose response has ended.</summary>
    public void Close(Http2Stream stream)
    {
        _streams.Remove(stream.Id);
        if (!stream.IsSendingOver)
        {
            FrameWriter.WriteReset(output, stream.Id, Http2ErrorCode.NoError);
        }
    }

    public void Abort(Http2Stream stream, IOException exception)
    {
        _streams.Remove(stream.Id);
        stream.Fail(exception);
    }

    /// <exception cref="Http2Exception">A stream's window became too large by it.</exception>
    public void Adopt(PeerSettings settings)
    {
        var increment = (long)settings.InitialWindow - Peer.InitialWindow;
        foreach (var stream in _streams.Values)
        {
            stream.SendWindow = Grow(stream.SendWindow, increment);
        }

        Peer = settings;
        FrameWriter.WriteSettingsAcknowledgement(output);
    }

    public void AnswerPing(ReadOnlySpan<byte> payload) => FrameWriter.WritePingAcknowledgement(output, payload);

    /// <exception cref="Http2Exception">The window became too large.</exception>
    public void GrowWindow(Http2Stream? stream, int increment)
    {
        if (stream is null)
        {
            _sendWindow = Grow(_sendWindow, increment);
        }
        else
        {
            stream.SendWindow = Grow(stream.SendWindow, increment);
        }
    }

    /// <exception cref="Http2Exception">The server sent more than it may.</exception>
    public void CountReceived(int count)
    {
        _receiveWindow -= count;
        if (_receiveWindow < 0)
        {
            throw new Http2Exception(Http2ErrorCode.FlowControlError, "more data than the connection's window allows");
        }

        if (_receiveWindow < ConnectionWindow / 2)
        {
            FrameWriter.WriteWindowUpdate(output, 0, ConnectionWindow - _receiveWindow);
            _receiveWindow = ConnectionWindow;
        }
    }

    /// <summary>No new streams; those that the server will not look at fail.</summary>
    public void Drain(int lastId)
    {
        _isDraining = true;
        FailAfter(lastId, new IOException("The server ends the connection"));
    }

    private static int Grow(int window, long increment) => window + increment <= int.MaxValue
        ? (int)(window + increment)
        : throw new Http2Exception(Http2ErrorCode.FlowControlError, "a window too large");

    private void FailAfter(int lastId, IOException exception)
    {
        foreach (var stream in _streams.Values.ToArray())
        {
            if (stream.Id > lastId)
            {
                Abort(stream, exception);
            }
        }
    }
}
