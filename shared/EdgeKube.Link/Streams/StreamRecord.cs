namespace EdgeKube.Link.Streams;

/// <summary>Bytes of one channel of a stream. Without bytes: the channel has ended, or was only told of.</summary>
public readonly record struct StreamRecord(byte Channel, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The channel (1 byte) and the length (2 bytes, big-endian) before the bytes.</summary>
    public const int HeaderSize = 3;

    /// <summary>The most bytes of one record: with its header it fills one frame of the link.</summary>
    public const int MaxBytes = (8 << 10) - HeaderSize;

    /// <summary>The record as it travels.</summary>
    /// <exception cref="InvalidOperationException">More than <see cref="MaxBytes"/>.</exception>
    public byte[] Encode()
    {
        if (Bytes.Length > MaxBytes)
        {
            throw new InvalidOperationException($"a record holds {MaxBytes} bytes at most, not {Bytes.Length}");
        }

        var encoded = new byte[HeaderSize + Bytes.Length];
        encoded[0] = Channel;
        encoded[1] = (byte)(Bytes.Length >> 8);
        encoded[2] = (byte)Bytes.Length;
        Bytes.Span.CopyTo(encoded.AsSpan(HeaderSize));
        return encoded;
    }

    /// <summary>Bytes of any number as records of one channel; none for no bytes.</summary>
    public static IEnumerable<StreamRecord> Split(byte channel, ReadOnlyMemory<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += MaxBytes)
        {
            yield return new StreamRecord(channel, bytes.Slice(at, Math.Min(MaxBytes, bytes.Length - at)));
        }
    }
}
