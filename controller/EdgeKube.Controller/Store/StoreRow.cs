using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeKube.Controller.Store;

/// <summary>A row's id is its revision and its place in the transaction, so the table is in order of history and appended to at its end.</summary>
internal static class StoreRow
{
    private const int PlaceBits = 12;

    public static long Id(long revision, int place) => (revision << PlaceBits) | (uint)place;

    public static long RevisionOf(long row) => row >> PlaceBits;

    /// <summary>SQLite checks its own structures only; this finds a flipped bit in what they hold.</summary>
    public static uint Checksum(long row, long created, string key, ReadOnlySpan<byte> value, bool isDelete)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, (ulong)row);
        crc = BitOperations.Crc32C(crc, (ulong)created);
        crc = BitOperations.Crc32C(crc, isDelete ? (byte)1 : (byte)0);
        crc = Add(crc, MemoryMarshal.AsBytes(key.AsSpan()));
        return Add(crc, value);
    }

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return crc;
    }
}
