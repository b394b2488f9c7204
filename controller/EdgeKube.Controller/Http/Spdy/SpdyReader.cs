using System.Buffers.Binary;

namespace EdgeKube.Controller.Http.Spdy;

/// <summary>Takes a peer's bytes apart into frames. Data is passed on as it comes, so no more than a small control frame is ever held.</summary>
internal sealed class SpdyReader : IDisposable
{
    private const int HeadSize = 8;
    private const int MaxControl = 16 << 10;
    private const byte Fin = 1;

    private readonly SpdyHeaderReader _headers = new();
    private byte[] _held = [];
    private uint _stream;
    private int _dataLeft;
    private bool _dataEnds;

    /// <exception cref="SpdyException">They are no frames.</exception>
    public IReadOnlyList<SpdyFrame> Read(ReadOnlyMemory<byte> bytes)
    {
        var frames = new List<SpdyFrame>();
        var rest = _held.Length == 0 ? bytes : new ReadOnlyMemory<byte>([.. _held, .. bytes.Span]);
        while (Next(ref rest, frames))
        {
        }

        _held = rest.ToArray();
        return frames;
    }

    public void Dispose() => _headers.Dispose();

    private bool Next(ref ReadOnlyMemory<byte> rest, List<SpdyFrame> frames)
    {
        if (_dataLeft > 0)
        {
            return NextPiece(ref rest, frames);
        }

        if (rest.Length < HeadSize)
        {
            return false;
        }

        var head = rest.Span;
        var length = BinaryPrimitives.ReadInt32BigEndian(head[4..]) & 0xFFFFFF;
        var ends = (head[4] & Fin) != 0;
        if ((head[0] & 0x80) == 0)
        {
            (_stream, _dataLeft, _dataEnds) = (BinaryPrimitives.ReadUInt32BigEndian(head), length, ends);
            rest = rest[HeadSize..];
            if (length == 0)
            {
                frames.Add(new SpdyFrame.Data(_stream, default, ends));
            }

            return true;
        }

        if (length > MaxControl)
        {
            throw new SpdyException("a control frame is too long");
        }

        if (rest.Length < HeadSize + length)
        {
            return false;
        }

        if (Parse(BinaryPrimitives.ReadUInt16BigEndian(head[2..]), ends, rest.Span.Slice(HeadSize, length)) is { } frame)
        {
            frames.Add(frame);
        }

        rest = rest[(HeadSize + length)..];
        return true;
    }

    private bool NextPiece(ref ReadOnlyMemory<byte> rest, List<SpdyFrame> frames)
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        var size = Math.Min(rest.Length, _dataLeft);
        _dataLeft -= size;
        frames.Add(new SpdyFrame.Data(_stream, rest[..size], _dataEnds && _dataLeft == 0));
        rest = rest[size..];
        return true;
    }

    // Settings, farewells and windows need no answer: whoever asks for ports keeps no window either.
    private SpdyFrame? Parse(ushort type, bool ends, ReadOnlySpan<byte> payload) => (type, payload.Length) switch
    {
        (1, >= 10) => new SpdyFrame.Open(Number(payload) & 0x7FFFFFFF, _headers.Read(payload[10..]), ends),
        (3, >= 8) => new SpdyFrame.Reset(Number(payload) & 0x7FFFFFFF),
        (6, >= 4) => new SpdyFrame.Ping(Number(payload)),
        (2 or 8, _) => throw new SpdyException("headers that nobody asked for"),
        (1 or 3 or 6, _) => throw new SpdyException("a control frame is too short"),
        _ => null,
    };

    private static uint Number(ReadOnlySpan<byte> payload) => BinaryPrimitives.ReadUInt32BigEndian(payload);
}
