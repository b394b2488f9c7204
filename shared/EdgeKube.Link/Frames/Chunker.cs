namespace EdgeKube.Link.Frames;

/// <summary>Cuts a large message into pieces.</summary>
internal static class Chunker
{
    public static IEnumerable<Frame.Chunk> Split(uint messageId, ReadOnlyMemory<byte> message, int chunkSize)
    {
        var count = (message.Length + chunkSize - 1) / chunkSize;
        var (size, _) = Cut(message.Length, count);
        for (var i = 0; i < count; i++)
        {
            var start = i * size;
            yield return new(messageId, i, count, message.Length, message[start..Math.Min(start + size, message.Length)]);
        }
    }

    /// <summary>The length of each piece, and of the last one.</summary>
    public static (int Size, int Last) Cut(int total, int count)
    {
        var size = (int)(((long)total + count - 1) / count);
        return (size, (int)(total - ((long)size * (count - 1))));
    }
}
