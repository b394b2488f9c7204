using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Security.Sealing;

/// <summary>
/// Seals the values of Secrets with AES-GCM: a mark, the key's id, a random nonce, the tag, the hidden value. Key and row of the store are
/// bound in, so that a sealed value moved to another name or put back in time does not open.
/// </summary>
internal sealed class SecretSeal(IReadOnlyList<SecretKey> keys) : IStoreSeal
{
    private const string Sealed = "/secrets/";

    // No JSON begins like this: a value from before there were seals is told apart by it.
    private const byte Mark = 0x01;
    private const int IdEnd = 1 + sizeof(uint);
    private const int NonceEnd = IdEnd + 12;
    private const int TagEnd = NonceEnd + 16;

    private volatile IReadOnlyList<SecretKey> _keys = keys;

    /// <summary>The first one seals from now on; all of them open. The file that holds them is written first.</summary>
    public void Use(IReadOnlyList<SecretKey> next) => _keys = next;

    public ReadOnlyMemory<byte> Seal(string key, long row, ReadOnlyMemory<byte> value)
    {
        if (!key.StartsWith(Sealed, StringComparison.Ordinal))
        {
            return value;
        }

        var (output, sealing) = (new byte[TagEnd + value.Length], _keys[0]);
        output[0] = Mark;
        BinaryPrimitives.WriteUInt32BigEndian(output.AsSpan(1), sealing.Id);
        var nonce = output.AsSpan(IdEnd, NonceEnd - IdEnd);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(sealing.Bytes, TagEnd - NonceEnd);
        cipher.Encrypt(nonce, value.Span, output.AsSpan(TagEnd), output.AsSpan(NonceEnd, TagEnd - NonceEnd), Place(key, row));
        return output;
    }

    public byte[] Open(string key, long row, byte[] stored)
    {
        if (stored is not [Mark, ..] || !key.StartsWith(Sealed, StringComparison.Ordinal))
        {
            return stored;
        }

        if (stored.Length < TagEnd)
        {
            throw new StoreSealException($"\"{key}\": the sealed value is cut off");
        }

        var id = BinaryPrimitives.ReadUInt32BigEndian(stored.AsSpan(1));
        var secret = _keys.FirstOrDefault(candidate => candidate.Id == id)
            ?? throw new StoreSealException($"\"{key}\" is sealed with key {id:x8}, which secrets.key does not hold; restore that file from the backup that belongs to this store");
        var value = new byte[stored.Length - TagEnd];
        using var cipher = new AesGcm(secret.Bytes, TagEnd - NonceEnd);
        try
        {
            cipher.Decrypt(stored.AsSpan(IdEnd, NonceEnd - IdEnd), stored.AsSpan(TagEnd), stored.AsSpan(NonceEnd, TagEnd - NonceEnd), value, Place(key, row));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new StoreSealException($"\"{key}\": the sealed value was changed");
        }

        return value;
    }

    private static byte[] Place(string key, long row)
    {
        var place = new byte[sizeof(long) + Encoding.UTF8.GetByteCount(key)];
        BinaryPrimitives.WriteInt64BigEndian(place, row);
        Encoding.UTF8.GetBytes(key, place.AsSpan(sizeof(long)));
        return place;
    }
}
