using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace EdgeKube.Link.Trust;

/// <summary>
/// What a device is given to join with: <c>ek1.</c> and base64url of id (8 bytes) ‖ secret (16) ‖ the authority's public key (64). The
/// key is what lets the device check the controller before it tells the secret. <see cref="ToString"/> keeps the secret to itself.
/// </summary>
public sealed class EnrollmentToken
{
    /// <summary>Bytes of the secret.</summary>
    public const int SecretLength = 16;

    private const string Prefix = "ek1.";
    private const int IdLength = 8;
    private const int Length = IdLength + SecretLength + P256Key.Length;

    private readonly byte[] _secret;

    private EnrollmentToken(string id, byte[] secret, P256Key authority)
    {
        Id = id;
        _secret = secret;
        Authority = authority;
    }

    /// <summary>16 lower-case hexadecimal digits. No secret.</summary>
    public string Id { get; }

    /// <summary>The password of the enrolment session.</summary>
    public ReadOnlyMemory<byte> Secret => _secret;

    /// <summary>The key that has signed the controller's certificate.</summary>
    public P256Key Authority { get; }

    /// <summary>Who the device is until it is enrolled: user name, and beginning of the client id.</summary>
    public Identity Identity => Identity.Enroll(Id);

    /// <summary>A new one, random.</summary>
    public static EnrollmentToken New(P256Key authority) => new(
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength)), RandomNumberGenerator.GetBytes(SecretLength), authority);

    /// <summary>Reads the text form; null when it is none. Safe on hostile input.</summary>
    public static EnrollmentToken? Find(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var isRead = text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.Length == Prefix.Length + Base64Url.GetEncodedLength(Length)
            && Base64Url.DecodeFromChars(text.AsSpan(Prefix.Length), bytes, out _, out var written) == OperationStatus.Done
            && written == Length;
        return isRead
            ? new(
                Convert.ToHexStringLower(bytes[..IdLength]),
                bytes.Slice(IdLength, SecretLength).ToArray(),
                P256Key.Of(bytes[(IdLength + SecretLength)..]))
            : null;
    }

    /// <summary>What is stored in the secret's place: SHA-256 in hexadecimal digits. Enough, because the secret is random and not a word.</summary>
    public static string HashOf(ReadOnlySpan<byte> secret) => Convert.ToHexStringLower(SHA256.HashData(secret));

    /// <summary>Whether the secret has this hash, in a time that does not depend on where they differ.</summary>
    public static bool Matches(ReadOnlySpan<byte> secret, string hash)
    {
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        return Convert.FromHexString(hash, expected, out _, out var written) == OperationStatus.Done
            && written == expected.Length
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(secret), expected);
    }

    /// <summary>The text form, secret included.</summary>
    public string Format() => Prefix + Base64Url.EncodeToString([.. Convert.FromHexString(Id), .. _secret, .. Authority.Bytes.Span]);

    public override string ToString() => $"token {Id}";
}
