using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EdgeKube.Link.Backup;

/// <summary>
/// A backup as a file that only its passphrase opens: a heading, a salt, then frames under AES-GCM. Each frame is bound to its number, the
/// last one to being the last, so that nothing can be changed, left out or cut off without being noticed.
/// </summary>
public static class BackupSeal
{
    private const int SaltBytes = 16;
    private const int TagBytes = 16;
    private const int FrameBytes = 64 << 10;

    // OWASP's number for PBKDF2 with SHA-256.
    private const int Iterations = 600_000;
    private const uint LastFlag = 0x8000_0000;

    private static readonly byte[] Heading = Encoding.ASCII.GetBytes("edgekube-backup 1\n");

    /// <summary>Everything that <paramref name="plain"/> holds.</summary>
    public static async Task WriteAsync(Stream plain, Stream sealedTo, string passphrase, CancellationToken cancellationToken)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        await sealedTo.WriteAsync(Heading, cancellationToken);
        await sealedTo.WriteAsync(salt, cancellationToken);
        using var cipher = Cipher(passphrase, salt);
        var next = new byte[FrameBytes];
        var current = new byte[FrameBytes];
        var length = await plain.ReadAtLeastAsync(current, FrameBytes, throwOnEndOfStream: false, cancellationToken);
        for (var number = 0L; ; number++)
        {
            var following = length < FrameBytes ? 0 : await plain.ReadAtLeastAsync(next, FrameBytes, throwOnEndOfStream: false, cancellationToken);
            await sealedTo.WriteAsync(Seal(cipher, current.AsSpan(0, length), number, isLast: following == 0), cancellationToken);
            if (following == 0)
            {
                return;
            }

            (current, next, length) = (next, current, following);
        }
    }

    /// <summary>What was sealed.</summary>
    /// <exception cref="InvalidDataException">It is no backup, the passphrase is another, or it is not whole.</exception>
    public static MemoryStream Open(Stream file, string passphrase)
    {
        var heading = new byte[Heading.Length + SaltBytes];
        if (file.ReadAtLeast(heading, heading.Length, throwOnEndOfStream: false) < heading.Length || !heading.AsSpan(0, Heading.Length).SequenceEqual(Heading))
        {
            throw new InvalidDataException("it is no backup of EdgeKube");
        }

        using var cipher = Cipher(passphrase, heading[Heading.Length..]);
        var plain = new MemoryStream();
        for (var number = 0L; !OpenFrame(file, cipher, number, plain); number++)
        {
        }

        if (file.ReadByte() >= 0)
        {
            throw new InvalidDataException("something stands behind its end");
        }

        plain.Position = 0;
        return plain;
    }

    private static AesGcm Cipher(string passphrase, byte[] salt) =>
        new(Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, Iterations, HashAlgorithmName.SHA256, 32), TagBytes);

    // The key is used for this file alone, so that a number is nonce enough.
    private static byte[] Nonce(long number)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), number);
        return nonce;
    }

    private static byte[] Seal(AesGcm cipher, ReadOnlySpan<byte> plain, long number, bool isLast)
    {
        var frame = new byte[sizeof(uint) + plain.Length + TagBytes];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)plain.Length | (isLast ? LastFlag : 0));
        cipher.Encrypt(Nonce(number), plain, frame.AsSpan(sizeof(uint), plain.Length), frame.AsSpan(sizeof(uint) + plain.Length), frame.AsSpan(0, sizeof(uint)));
        return frame;
    }

    /// <summary>True when it was the last.</summary>
    private static bool OpenFrame(Stream file, AesGcm cipher, long number, MemoryStream plain)
    {
        try
        {
            var head = new byte[sizeof(uint)];
            file.ReadExactly(head);
            var said = BinaryPrimitives.ReadUInt32BigEndian(head);
            var length = (int)(said & ~LastFlag);
            if (length > FrameBytes)
            {
                throw new InvalidDataException("it is damaged");
            }

            var frame = new byte[length + TagBytes];
            file.ReadExactly(frame);
            var opened = new byte[length];
            cipher.Decrypt(Nonce(number), frame.AsSpan(0, length), frame.AsSpan(length), opened, head);
            plain.Write(opened);
            return (said & LastFlag) != 0;
        }
        catch (EndOfStreamException error)
        {
            throw new InvalidDataException("it is not whole: its end is missing", error);
        }
        catch (AuthenticationTagMismatchException error)
        {
            throw new InvalidDataException(number == 0 ? "the passphrase is another, or it is damaged" : "it is damaged", error);
        }
    }
}
