using System.Text;
using EdgeKube.Agent.Runtime.Http2.Frames;

namespace EdgeKube.Agent.Runtime.Http2.Hpack;

/// <summary>The numbers and strings of RFC 7541, section 5, off hostile bytes.</summary>
internal ref struct HpackReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxNumber = 1 << 24;
    private const int SmallText = 256;

    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsEmpty => _rest.IsEmpty;

    public readonly byte Peek() => _rest.IsEmpty ? throw CutOff() : _rest[0];

    /// <param name="prefixBits">How many bits of the first byte belong to the number.</param>
    public int ReadNumber(int prefixBits)
    {
        var prefix = (1 << prefixBits) - 1;
        var value = Take() & prefix;
        if (value < prefix)
        {
            return value;
        }

        for (var shift = 0; shift <= 21; shift += 7)
        {
            var next = Take();
            value += (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value <= MaxNumber ? value : throw TooLarge();
            }
        }

        throw TooLarge();
    }

    public string ReadText()
    {
        var isHuffman = (Peek() & 0x80) != 0;
        var length = ReadNumber(7);
        if (length > _rest.Length)
        {
            throw CutOff();
        }

        var bytes = _rest[..length];
        _rest = _rest[length..];
        return isHuffman ? DecodeText(bytes) : Encoding.Latin1.GetString(bytes);
    }

    private static string DecodeText(ReadOnlySpan<byte> bytes)
    {
        var maxLength = Huffman.MaxDecodedLength(bytes.Length);
        Span<byte> decoded = maxLength <= SmallText ? stackalloc byte[SmallText] : new byte[maxLength];
        return Encoding.Latin1.GetString(decoded[..Huffman.Decode(bytes, decoded)]);
    }

    private static Http2Exception CutOff() => new(Http2ErrorCode.CompressionError, "a header block that is cut off");

    private static Http2Exception TooLarge() => new(Http2ErrorCode.CompressionError, "a number too large in a header block");

    private byte Take()
    {
        var first = Peek();
        _rest = _rest[1..];
        return first;
    }
}
