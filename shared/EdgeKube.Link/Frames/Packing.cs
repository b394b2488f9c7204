using System.IO.Compression;

namespace EdgeKube.Link.Frames;

/// <summary>
/// Deflate, which the agent carries for images anyway: Brotli would save another tenth of a manifest and add its dictionaries to the program.
/// </summary>
internal static class Packing
{
    /// <summary>Shorter texts do not repay the frame around them.</summary>
    public const int Threshold = 200;

    // No deflated byte makes more than 1,032; what claims more is not even begun.
    private const int MaxRatio = 1032;

    /// <summary>The bytes deflated, or null when that saves less than a sixteenth. The same bytes give the same result, always.</summary>
    public static byte[]? Pack(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Threshold)
        {
            return null;
        }

        using var output = new MemoryStream(bytes.Length / 2);
        using (var deflate = new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(bytes);
        }

        return output.Length < bytes.Length - (bytes.Length / 16) ? output.ToArray() : null;
    }

    /// <summary>Whether so few bytes can hold so many at all. To be asked before anything is allocated.</summary>
    public static bool CanUnpack(int packed, int length) => length > 0 && length <= (long)packed * MaxRatio;

    /// <summary>The bytes inflated; exactly <paramref name="length"/> of them.</summary>
    /// <exception cref="LinkProtocolException">They are not deflated, or are of another length.</exception>
    public static byte[] Unpack(ReadOnlyMemory<byte> packed, int length)
    {
        if (!CanUnpack(packed.Length, length))
        {
            throw new LinkProtocolException("packed bytes cannot hold what they claim");
        }

        try
        {
            var bytes = new byte[length];
            using var inflate = new DeflateStream(new MemoryStream(packed.ToArray(), writable: false), CompressionMode.Decompress);
            var read = inflate.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
            return read == length && inflate.ReadByte() < 0 ? bytes : throw new LinkProtocolException("packed bytes are not of the length they claim");
        }
        catch (InvalidDataException)
        {
            throw new LinkProtocolException("packed bytes are damaged");
        }
    }
}
