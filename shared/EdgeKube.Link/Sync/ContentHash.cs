using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EdgeKube.Link.Sync;

/// <summary>The revision hash of a content: the first 16 bytes of its SHA-256.</summary>
public readonly record struct ContentHash(UInt128 Value)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 16;

    /// <summary>The hash of a content.</summary>
    public static ContentHash Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return Read(hash);
    }

    /// <summary>Reads the first 16 bytes, big-endian.</summary>
    public static ContentHash Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Writes 16 bytes, big-endian.</summary>
    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);

    public override string ToString() => Value.ToString("x32");
}
