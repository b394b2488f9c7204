using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Link.Frames;

internal static class ChunkCodec
{
    public static void Write(WireWriter writer, Frame.Chunk chunk)
    {
        writer.Number(1, chunk.MessageId);
        writer.Number(2, (ulong)chunk.Index);
        writer.Number(3, (ulong)chunk.Count);
        writer.Number(4, (ulong)chunk.Total);
        writer.Bytes(5, chunk.Bytes.Span);
    }

    public static Frame.Chunk Read(WireReader reader, LinkLimits limits)
    {
        var chunk = new Frame.Chunk(0, 0, 0, 0, default);
        ReadOnlySpan<byte> bytes = default;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: chunk = chunk with { MessageId = reader.UInt32() }; break;
                case 2: chunk = chunk with { Index = reader.Int32(FieldCaps.Chunks) }; break;
                case 3: chunk = chunk with { Count = reader.Int32(FieldCaps.Chunks) }; break;
                case 4: chunk = chunk with { Total = reader.Int32(limits.MaxMessage) }; break;
                case 5: bytes = reader.Bytes(limits.MaxMessage); break;
                default: reader.Skip(); break;
            }
        }

        return IsWhole(chunk, bytes.Length)
            ? chunk with { Bytes = bytes.ToArray() }
            : throw new LinkProtocolException("chunk does not fit its message");
    }

    // Every piece has the same length but the last: so a piece proves its place before a byte of it is kept.
    private static bool IsWhole(Frame.Chunk chunk, int length)
    {
        if (chunk.Count < 1 || chunk.Index >= chunk.Count || chunk.Total < chunk.Count)
        {
            return false;
        }

        var (size, last) = Chunker.Cut(chunk.Total, chunk.Count);
        return last > 0 && length == (chunk.Index == chunk.Count - 1 ? last : size);
    }
}
