namespace EdgeKube.Link.Streams;

/// <summary>Puts records together again out of pieces of any size. Holds no more than one record.</summary>
public sealed class StreamRecordReader
{
    private byte[] _held = [];

    /// <summary>Takes a piece and returns the records that are whole with it. They may refer to the piece's memory.</summary>
    /// <exception cref="LinkProtocolException">A record is longer than one may be.</exception>
    public IReadOnlyList<StreamRecord> Read(ReadOnlyMemory<byte> piece)
    {
        var bytes = _held.Length == 0 ? piece : Join(_held, piece);
        var records = new List<StreamRecord>();
        while (bytes.Length >= StreamRecord.HeaderSize)
        {
            var length = (bytes.Span[1] << 8) | bytes.Span[2];
            if (length > StreamRecord.MaxBytes)
            {
                throw new LinkProtocolException("a record of a stream is too long");
            }

            if (bytes.Length < StreamRecord.HeaderSize + length)
            {
                break;
            }

            records.Add(new StreamRecord(bytes.Span[0], bytes.Slice(StreamRecord.HeaderSize, length)));
            bytes = bytes[(StreamRecord.HeaderSize + length)..];
        }

        _held = bytes.ToArray();
        return records;
    }

    private static byte[] Join(byte[] held, ReadOnlyMemory<byte> piece)
    {
        var joined = new byte[held.Length + piece.Length];
        held.CopyTo(joined, 0);
        piece.CopyTo(joined.AsMemory(held.Length));
        return joined;
    }
}
