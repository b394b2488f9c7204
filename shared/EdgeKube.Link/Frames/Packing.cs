using System.IO.Compression;

namespace EdgeKube.Link.Frames;

/// <summary>
/// Deflate, which the agent carries for images anyway: Brotli would save another tenth of a manifest and add its dictionaries to the program.
/// </summary>
internal static class Packing
{
    /// <summary>Shorter texts do not repay the frame around them.</summary>
    public const int Threshold = 200;

    /// <summary>The same where there is a dictionary.</summary>
    public const int ThresholdWithDictionary = 64;

    // No deflated byte makes more than 1,032; what claims more is not even begun.
    private const int MaxRatio = 1032;

    /// <summary>The bytes deflated, or null when that saves less than a sixteenth. The same bytes give the same result, always.</summary>
    public static byte[]? Pack(ReadOnlySpan<byte> bytes, int dictionary = 0)
    {
        if (bytes.Length < (dictionary == 0 ? Threshold : ThresholdWithDictionary))
        {
            return null;
        }

        var start = 0;
        using var output = new MemoryStream(PackingDictionary.Size + (bytes.Length / 2));
        var level = dictionary == 0 ? CompressionLevel.Optimal : CompressionLevel.SmallestSize;
        using (var deflate = new DeflateStream(output, level, leaveOpen: true))
        {
            if (PackingDictionary.Find(dictionary) is { IsEmpty: false } known)
            {
                // What comes out for the dictionary ends on a whole byte and is not sent: the other end has it.
                deflate.Write(known);
                deflate.Flush();
                start = (int)output.Length;
            }

            deflate.Write(bytes);
        }

        return output.Length - start < bytes.Length - (bytes.Length / 16) ? output.GetBuffer().AsSpan(start..(int)output.Length).ToArray() : null;
    }

    /// <summary>Whether so few bytes can hold so many at all. To be asked before anything is allocated.</summary>
    public static bool CanUnpack(int packed, int length) => length > 0 && length <= (long)packed * MaxRatio;

    /// <summary>The bytes inflated; exactly <paramref name="length"/> of them.</summary>
    /// <exception cref="LinkProtocolException">They are not deflated, are of another length, or want a dictionary that is not known here.</exception>
    public static byte[] Unpack(ReadOnlyMemory<byte> packed, int length, int dictionary = 0)
    {
        if (!CanUnpack(packed.Length, length))
        {
            throw new LinkProtocolException("packed bytes cannot hold what they claim");
        }

        try
        {
            var bytes = new byte[length];
            var primed = PackingDictionary.Prime(dictionary);
            using var inflate = new DeflateStream(new MemoryStream([.. primed, .. packed.Span], writable: false), CompressionMode.Decompress);
            inflate.ReadExactly(new byte[PackingDictionary.Find(dictionary).Length]);
            var read = inflate.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
            return read == length && inflate.ReadByte() < 0 ? bytes : throw new LinkProtocolException("packed bytes are not of the length they claim");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new LinkProtocolException("packed bytes are damaged");
        }
    }
}
