using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Streams;

/// <summary>The sending side of a stream: counts what went out against what the receiver allowed.</summary>
public sealed class StreamSender(uint stream, long limit, int maxPiece)
{
    private long _limit = limit;

    /// <summary>Bytes sent since the stream was opened.</summary>
    public long Offset { get; private set; }

    /// <summary>Bytes that may be sent now.</summary>
    public long Available => _limit - Offset;

    /// <summary>The receiver allowed so many bytes in all; false when that is no news. Credit never shrinks.</summary>
    public bool Allow(long bytes)
    {
        if (bytes <= _limit)
        {
            return false;
        }

        _limit = bytes;
        return true;
    }

    /// <summary>Cuts bytes into frames.</summary>
    /// <exception cref="InvalidOperationException">More than <see cref="Available"/>.</exception>
    public IEnumerable<Frame.Data> Send(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > Available)
        {
            throw new InvalidOperationException($"stream {stream}: {bytes.Length} bytes written with credit for {Available}");
        }

        var pieces = new List<Frame.Data>();
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, maxPiece)];
            pieces.Add(new(stream, Offset, piece));
            Offset += piece.Length;
            bytes = bytes[piece.Length..];
        }

        return pieces;
    }
}
