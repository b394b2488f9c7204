namespace EdgeKube.Agent.Streams;

/// <summary>Finds where the last N records of a log file begin, reading backwards in blocks.</summary>
internal static class LogTail
{
    private const int BlockSize = 32 * 1024;

    /// <param name="file">A file whose records each end with a newline.</param>
    /// <param name="lines">How many records are wanted; on return, how many of them must come from an earlier file.</param>
    /// <returns>The offset to read from; 0 when the file has no more than that many.</returns>
    public static long FindStart(Stream file, ref long lines)
    {
        var position = file.Length;
        if (lines <= 0)
        {
            return position;
        }

        var block = new byte[BlockSize];
        // The newline that ends the file ends its last line; it begins none.
        var toFind = lines + 1;
        while (position > 0)
        {
            var size = (int)Math.Min(BlockSize, position);
            position -= size;
            file.Position = position;
            file.ReadExactly(block, 0, size);
            for (var i = size - 1; i >= 0; i--)
            {
                if (block[i] == '\n' && --toFind == 0)
                {
                    lines = 0;
                    return position + i + 1;
                }
            }
        }

        // The newline of a line before the first one was looked for in vain: the last of toFind stands for no line.
        lines = file.Length == 0 ? lines : toFind - 1;
        return 0;
    }
}
