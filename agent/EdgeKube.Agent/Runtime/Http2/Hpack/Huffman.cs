using EdgeKube.Agent.Runtime.Http2.Frames;

namespace EdgeKube.Agent.Runtime.Http2.Hpack;

/// <summary>
/// The code of RFC 7541, appendix B. It is canonical: codes of one length follow each other in the order of their symbols, and the first of
/// a length follows from the shorter ones; so the lengths are all there is to know.
/// </summary>
internal static class Huffman
{
    private const int MaxLength = 30;
    private const int EndOfString = 256;

    /// <summary>How many symbols have a code of each length.</summary>
    private static readonly int[] Counts = new int[MaxLength + 1];

    /// <summary>The symbols by length of code, then by number.</summary>
    private static readonly short[] Symbols = new short[EndOfString + 1];

    static Huffman()
    {
        var next = 0;
        for (var length = 1; length <= MaxLength; length++)
        {
            for (var symbol = 0; symbol <= EndOfString; symbol++)
            {
                if (Lengths[symbol] == length)
                {
                    Symbols[next++] = (short)symbol;
                    Counts[length]++;
                }
            }
        }
    }

    private static ReadOnlySpan<byte> Lengths =>
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    /// <summary>The shortest code has five bits.</summary>
    public static int MaxDecodedLength(int encodedLength) => encodedLength * 8 / 5;

    /// <param name="target">Of at least <see cref="MaxDecodedLength"/>.</param>
    /// <returns>How many bytes were decoded.</returns>
    /// <exception cref="Http2Exception">The code is cut off, badly padded, or names the end of the string.</exception>
    public static int Decode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var written = 0;
        var (code, first, offset, length) = (0, 0, 0, 0);
        for (var bit = 0; bit < source.Length * 8; bit++)
        {
            code = (code << 1) | ((source[bit >> 3] >> (7 - (bit & 7))) & 1);
            first = (first + Counts[length]) << 1;
            offset += Counts[length];
            length++;
            if (code - first < Counts[length])
            {
                var symbol = Symbols[offset + code - first];
                target[written++] = symbol != EndOfString ? (byte)symbol : throw new Http2Exception(Http2ErrorCode.CompressionError, "an end inside a string");
                (code, first, offset, length) = (0, 0, 0, 0);
            }
        }

        return length < 8 && code == (1 << length) - 1
            ? written
            : throw new Http2Exception(Http2ErrorCode.CompressionError, "a string with bad padding");
    }
}
