namespace EdgeKube.Link.Streams;

/// <summary>The receiving side of a stream: every byte once and in order, and never more than was allowed.</summary>
public sealed class StreamReceiver(int window)
{
    private long _limit = window;
    private long _consumed;

    /// <summary>Bytes received since the stream was opened.</summary>
    public long Offset { get; private set; }

    /// <summary>Takes a piece: what of it is new (empty: nothing), or null when bytes are missing or too many.</summary>
    public ReadOnlyMemory<byte>? Receive(long offset, ReadOnlyMemory<byte> bytes)
    {
        if (offset > Offset || bytes.Length > _limit - offset)
        {
            return null;
        }

        var known = Offset - offset;
        if (known >= bytes.Length)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        var news = bytes[(int)known..];
        Offset += news.Length;
        return news;
    }

    /// <summary>Bytes were passed on. Returns the new limit when it is worth telling: after half a window.</summary>
    /// <exception cref="InvalidOperationException">More than was received.</exception>
    public long? Consume(int bytes)
    {
        if (bytes < 0 || _consumed + bytes > Offset)
        {
            throw new InvalidOperationException("more bytes consumed than received");
        }

        _consumed += bytes;
        if (_consumed + window - _limit < (window + 1) / 2)
        {
            return null;
        }

        _limit = _consumed + window;
        return _limit;
    }
}
