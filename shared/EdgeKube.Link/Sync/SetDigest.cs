using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EdgeKube.Link.Sync;

/// <summary>
/// A digest over (key, revision hash) that does not depend on order: the sum modulo 2^128 of one truncated SHA-256 per entry.
/// Entries are added and taken away in any order, so neither end ever walks its set to know its digest.
/// </summary>
public readonly record struct SetDigest(UInt128 Value)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 16;

    /// <summary>The digest of the empty set.</summary>
    public static SetDigest Empty => default;

    /// <summary>The digest of all entries, from nothing.</summary>
    public static SetDigest Of(IEnumerable<KeyValuePair<string, ContentHash>> entries) =>
        entries.Aggregate(Empty, (digest, entry) => digest.Add(entry.Key, entry.Value));

    /// <summary>The digest with one entry more.</summary>
    public SetDigest Add(string key, ContentHash hash) => new(unchecked(Value + Element(key, hash)));

    /// <summary>The digest of two sets that share no key.</summary>
    public SetDigest Add(SetDigest other) => new(unchecked(Value + other.Value));

    /// <summary>The digest with one entry less.</summary>
    public SetDigest Remove(string key, ContentHash hash) => new(unchecked(Value - Element(key, hash)));

    /// <summary>The digest after a key went from one hash to another; null means absent.</summary>
    public SetDigest Replace(string key, ContentHash? before, ContentHash? after)
    {
        var without = before is { } old ? Remove(key, old) : this;
        return after is { } current ? without.Add(key, current) : without;
    }

    /// <summary>Reads 16 bytes, big-endian.</summary>
    public static SetDigest Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Writes 16 bytes, big-endian.</summary>
    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);

    public override string ToString() => Value.ToString("x32");

    // The length comes first, so that no key and hash can be cut differently into the same bytes.
    private static UInt128 Element(string key, ContentHash hash)
    {
        var length = Encoding.UTF8.GetByteCount(key);
        Span<byte> input = length <= 1024 ? stackalloc byte[sizeof(int) + length + ContentHash.Size] : new byte[sizeof(int) + length + ContentHash.Size];
        BinaryPrimitives.WriteInt32BigEndian(input, length);
        Encoding.UTF8.GetBytes(key, input[sizeof(int)..]);
        hash.Write(input[(sizeof(int) + length)..]);
        Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, sum);
        return BinaryPrimitives.ReadUInt128BigEndian(sum);
    }
}
