using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EdgeKube.Controller.Security.Sealing;

/// <summary>A key that Secrets are sealed with: AES-256.</summary>
internal sealed class SecretKey
{
    public const int Length = 32;

    /// <exception cref="CryptographicException">It has not 32 bytes.</exception>
    public SecretKey(byte[] bytes)
    {
        Bytes = bytes.Length == Length ? bytes : throw new CryptographicException($"a key has {Length} bytes, not {bytes.Length}");
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. "edgekube secret key"u8, .. bytes]));
    }

    public byte[] Bytes { get; }

    /// <summary>Tells keys apart, and nothing about them.</summary>
    public uint Id { get; }

    public static SecretKey New() => new(RandomNumberGenerator.GetBytes(Length));
}
