using System.Formats.Asn1;
using System.Security.Cryptography;

namespace EdgeKube.Link.Trust;

/// <summary>A public key on curve P-256, as its 64 bytes X‖Y. Any value of this type was shaped right; <see cref="Import"/> tells whether it lies on the curve.</summary>
public sealed class P256Key : IEquatable<P256Key>
{
    /// <summary>X and Y, 32 bytes each.</summary>
    public const int Length = 64;

    private const string PublicKeyOid = "1.2.840.10045.2.1";
    private const string CurveOid = "1.2.840.10045.3.1.7";
    private readonly byte[] _bytes;

    private P256Key(byte[] bytes) => _bytes = bytes;

    /// <summary>X‖Y.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>SHA-256 of X‖Y in lower-case hexadecimal digits: how a key is named in records and logs.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(_bytes));

    /// <summary>From X‖Y.</summary>
    /// <exception cref="ArgumentException">Another length than <see cref="Length"/>.</exception>
    public static P256Key Of(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new(bytes.ToArray())
        : throw new ArgumentException($"a P-256 key has {Length} bytes, not {bytes.Length}", nameof(bytes));

    /// <summary>The public half of a key.</summary>
    /// <exception cref="ArgumentException">The key is on another curve.</exception>
    public static P256Key Of(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false);
        return point.Curve.Oid?.Value == CurveOid && point.Q is { X.Length: 32, Y.Length: 32 }
            ? new([.. point.Q.X, .. point.Q.Y])
            : throw new ArgumentException("the key is not on curve P-256", nameof(key));
    }

    /// <summary>The key for checking signatures; the caller disposes it.</summary>
    /// <exception cref="CryptographicException">The point does not lie on the curve.</exception>
    public ECDsa Import() => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = _bytes[..32], Y = _bytes[32..] },
    });

    public bool Equals(P256Key? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    public override bool Equals(object? obj) => Equals(obj as P256Key);

    public override int GetHashCode() => BitConverter.ToInt32(_bytes, 0);

    public override string ToString() => Hash;

    /// <summary>Reads a SubjectPublicKeyInfo; null for any other kind of key, or a compressed point.</summary>
    /// <exception cref="AsnContentException">It is no such structure.</exception>
    internal static P256Key? FindIn(AsnReader subjectPublicKeyInfo)
    {
        var algorithm = subjectPublicKeyInfo.ReadSequence();
        var point = subjectPublicKeyInfo.ReadBitString(out var unused);
        subjectPublicKeyInfo.ThrowIfNotEmpty();
        return algorithm.ReadObjectIdentifier() == PublicKeyOid
            && algorithm.HasData
            && algorithm.PeekTag() == Asn1Tag.ObjectIdentifier
            && algorithm.ReadObjectIdentifier() == CurveOid
            && !algorithm.HasData
            && unused == 0
            && point is [0x04, ..]
            && point.Length == Length + 1
            ? new(point[1..])
            : null;
    }
}
