using System.Numerics;
using System.Text;
using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Sync;

/// <summary>
/// Divides a set's keys into buckets, a power of two up to 1,024: a key's bucket is the low bits of FNV-1a (32 bits) over its UTF-8, so both
/// ends agree without a word. A bucket's digest is the digest of the entries in it.
/// </summary>
public static class BucketMap
{
    private const int EntriesPerBucket = 16;

    /// <summary>Buckets that suit a set of so many entries.</summary>
    public static int CountFor(int entries) =>
        (int)Math.Min(FieldCaps.Buckets, BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, entries / EntriesPerBucket)));

    /// <summary>Whether a set can be divided into so many buckets.</summary>
    public static bool IsCount(int count) => count is > 0 and <= FieldCaps.Buckets && BitOperations.IsPow2(count);

    /// <summary>The bucket of a key, from 0.</summary>
    public static int Of(string key, int count)
    {
        var length = Encoding.UTF8.GetByteCount(key);
        Span<byte> bytes = length <= 1024 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(key, bytes);
        var hash = 2166136261u;
        foreach (var one in bytes)
        {
            hash = unchecked((hash ^ one) * 16777619u);
        }

        return (int)(hash & (uint)(count - 1));
    }

    /// <summary>The digest of each bucket.</summary>
    public static SetDigest[] Digests(IEnumerable<KeyValuePair<string, ContentHash>> entries, int count)
    {
        var digests = new SetDigest[count];
        foreach (var (key, hash) in entries)
        {
            ref var digest = ref digests[Of(key, count)];
            digest = digest.Add(key, hash);
        }

        return digests;
    }
}
