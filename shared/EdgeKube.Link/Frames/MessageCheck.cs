using System.Buffers.Binary;
using System.Numerics;

namespace EdgeKube.Link.Frames;

/// <summary>
/// The last four bytes of a message: CRC-32C (Castagnoli) of those before, little-endian. TLS needs no such thing; but a flipped bit that TCP's
/// sum of 16 bits lets pass on a plain link, or a broker's bad memory, must not become another revision, or an order to leave.
/// </summary>
public static class MessageCheck
{
    /// <summary>Bytes that it takes.</summary>
    public const int Size = sizeof(uint);

    /// <summary>Writes the check over the last bytes of a message.</summary>
    public static void Seal(Span<byte> message) => BinaryPrimitives.WriteUInt32LittleEndian(message[^Size..], Of(message[..^Size]));

    /// <summary>What stands before the check.</summary>
    /// <exception cref="LinkProtocolException">The bytes are not those that were sent.</exception>
    public static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> message) =>
        message.Length >= Size && BinaryPrimitives.ReadUInt32LittleEndian(message[^Size..]) == Of(message[..^Size])
            ? message[..^Size]
            : throw new LinkProtocolException("message was changed on its way");

    private static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return ~crc;
    }
}
