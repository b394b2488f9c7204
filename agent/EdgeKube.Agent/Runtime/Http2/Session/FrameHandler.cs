using System.Buffers;
using System.Buffers.Binary;
using EdgeKube.Agent.Runtime.Http2.Frames;
using EdgeKube.Agent.Runtime.Http2.Hpack;

namespace EdgeKube.Agent.Runtime.Http2.Session;

/// <summary>Carries out what the server's frames say. Throws nothing but <see cref="Http2Exception"/>, and the connection is lost then.</summary>
internal sealed class FrameHandler(Http2Session session)
{
    private readonly HpackDecoder _decoder = new(Http2Session.MaxHeaderSize);
    private readonly HeaderBlock _block = new(Http2Session.MaxHeaderSize);

    /// <summary>The server has introduced itself.</summary>
    public bool IsGreeted { get; private set; }

    public void Handle(FrameHeader header, ReadOnlySequence<byte> payload)
    {
        Check(IsGreeted || (header.Type == FrameType.Settings && !header.Has(FrameFlags.Acknowledge)), "an answer that does not begin with settings");
        Check(!_block.IsOpen || (header.Type == FrameType.Continuation && header.StreamId == _block.StreamId), "a header block that was interrupted");
        switch (header.Type)
        {
            case FrameType.Data:
                OnData(header, payload);
                break;
            case FrameType.Headers:
                OnHeaders(header, payload);
                break;
            case FrameType.Continuation:
                OnContinuation(header, payload);
                break;
            case FrameType.RstStream:
                OnReset(header, payload);
                break;
            case FrameType.Settings:
                OnSettings(header, payload);
                break;
            case FrameType.Ping:
                OnPing(header, payload);
                break;
            case FrameType.GoAway:
                OnGoAway(header, payload);
                break;
            case FrameType.WindowUpdate:
                OnWindowUpdate(header, payload);
                break;
            case FrameType.PushPromise:
                throw new Http2Exception(Http2ErrorCode.ProtocolError, "a push that nobody asked for");
            default:
                // Priorities are advice, and unknown types must be ignored.
                break;
        }
    }

    private static void Check(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new Http2Exception(Http2ErrorCode.ProtocolError, otherwise);
        }
    }

    private static void CheckSize(bool condition)
    {
        if (!condition)
        {
            throw new Http2Exception(Http2ErrorCode.FrameSizeError, "a frame of the wrong size");
        }
    }

    private static ReadOnlySequence<byte> Unpad(FrameHeader header, ReadOnlySequence<byte> payload)
    {
        if (!header.Has(FrameFlags.Padded))
        {
            return payload;
        }

        CheckSize(payload.Length > 0);
        var padding = payload.FirstSpan[0];
        Check(padding < payload.Length, "padding longer than its frame");
        return payload.Slice(1, payload.Length - 1 - padding);
    }

    private static uint ReadNumber(ReadOnlySequence<byte> payload)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        payload.Slice(0, sizeof(uint)).CopyTo(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    private void OnData(FrameHeader header, ReadOnlySequence<byte> payload)
    {
        var stream = session.Find(header.StreamId);
        var data = Unpad(header, payload);
        session.CountReceived(header.Length);
        if (stream is null)
        {
            return;
        }

        stream.AcceptData(data, header.Length, header.Has(FrameFlags.EndStream));
        CloseWhenOver(stream);
    }

    private void OnHeaders(FrameHeader header, ReadOnlySequence<byte> payload)
    {
        session.Find(header.StreamId);
        var fragment = Unpad(header, payload);
        if (header.Has(FrameFlags.Priority))
        {
            CheckSize(fragment.Length >= 5);
            fragment = fragment.Slice(5);
        }

        _block.Begin(header.StreamId, header.Has(FrameFlags.EndStream));
        AppendToBlock(header, fragment);
    }

    private void OnContinuation(FrameHeader header, ReadOnlySequence<byte> payload)
    {
        Check(_block.IsOpen, "a header block that goes on before it began");
        AppendToBlock(header, payload);
    }

    private void AppendToBlock(FrameHeader header, ReadOnlySequence<byte> fragment)
    {
        _block.Append(fragment);
        if (!header.Has(FrameFlags.EndHeaders))
        {
            return;
        }

        // Also for a stream that is over: the block may change the table.
        var fields = _decoder.Decode(_block.Bytes);
        _block.Close();
        if (session.Find(header.StreamId) is { } stream)
        {
            stream.AcceptHeaders(fields, _block.EndsStream);
            CloseWhenOver(stream);
        }
    }

    private void CloseWhenOver(Http2Stream stream)
    {
        if (stream.IsReceivingOver)
        {
            session.Close(stream);
        }
    }

    private void OnReset(FrameHeader header, ReadOnlySequence<byte> payload)
    {
        CheckSize(header.Length == sizeof(uint));
        if (session.Find(header.StreamId) is { } stream)
        {
            session.Abort(stream, new IOException($"The server gave the call up: {(Http2ErrorCode)ReadNumber(payload)}"));
        }
    }

    private void OnSettings(FrameHeader header, ReadOnlySequence<byte> payload)
    {
        Check(header.StreamId == 0, "settings of a stream");
        if (header.Has(FrameFlags.Acknowledge))
        {
            CheckSize(header.Length == 0);
            return;
        }

        CheckSize(header.Length % 6 == 0);
        var settings = session.Peer;
        var reader = new SequenceReader<byte>(payload);
        while (reader.TryReadBigEndian(out short setting) && reader.TryReadBigEndian(out int value))
        {
            settings = settings.With((ushort)setting, (uint)value);
        }

        session.Adopt(settings);
        IsGreeted = true;
    }

    private void OnPing(FrameHeader header, ReadOnlySequence<byte> payload)
    {
        Check(header.StreamId == 0, "a ping of a stream");
        CheckSize(header.Length == sizeof(ulong));
        if (!header.Has(FrameFlags.Acknowledge))
        {
            Span<byte> bytes = stackalloc byte[sizeof(ulong)];
            payload.CopyTo(bytes);
            session.AnswerPing(bytes);
        }
    }

    private void OnGoAway(FrameHeader header, ReadOnlySequence<byte> payload)
    {
        Check(header.StreamId == 0, "an end of a stream that should be the connection's");
        CheckSize(header.Length >= 2 * sizeof(uint));
        session.Drain((int)(ReadNumber(payload) & int.MaxValue));
    }

    private void OnWindowUpdate(FrameHeader header, ReadOnlySequence<byte> payload)
    {
        CheckSize(header.Length == sizeof(uint));
        var increment = (int)(ReadNumber(payload) & int.MaxValue);
        Check(increment > 0, "a window that grows by nothing");
        if (header.StreamId == 0)
        {
            session.GrowWindow(null, increment);
        }
        else if (session.Find(header.StreamId) is { } stream)
        {
            session.GrowWindow(stream, increment);
        }
    }
}
