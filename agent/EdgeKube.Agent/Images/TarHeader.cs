using System.Buffers.Binary;
using System.Text;

namespace EdgeKube.Agent.Images;

/// <summary>A tar header of 512 bytes: ustar with GNU's large numbers.</summary>
internal readonly record struct TarHeader(string Path, long Size, char Type, string LinkTarget, TarOwner Owner)
{
    public const int BlockSize = 512;

    /// <returns>Null when the block is no header.</returns>
    public static TarHeader? Parse(ReadOnlySpan<byte> block)
    {
        if (Number(block.Slice(148, 8)) != Checksum(block) || Number(block.Slice(124, 12)) is not { } size)
        {
            return null;
        }

        var isUstar = block.Slice(257, 5).SequenceEqual("ustar"u8);
        // GNU's own format has times where ustar has the prefix.
        var prefix = isUstar && block[262] == 0 ? Text(block.Slice(345, 155)) : "";
        var name = Text(block[..100]);
        return new TarHeader(prefix.Length > 0 ? $"{prefix}/{name}" : name, size, (char)block[156], Text(block.Slice(157, 100)), new TarOwner((uint)(Number(block.Slice(100, 8)) ?? 0), (uint)(Number(block.Slice(108, 8)) ?? 0), (uint)(Number(block.Slice(116, 8)) ?? 0)));
    }

    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private static long? Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            // Base 256; more than 63 bits is no size of anything.
            var large = field.Length >= 12 ? BinaryPrimitives.ReadInt64BigEndian(field[^8..]) : -1;
            return large >= 0 && !field[1..^8].ContainsAnyExcept((byte)0) ? large : null;
        }

        var value = 0L;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return null;
            }

            value = (value << 3) | (uint)(digit - '0');
        }

        return value;
    }

    private static long Checksum(ReadOnlySpan<byte> block)
    {
        // The checksum's own field counts as spaces.
        var sum = 8L * ' ';
        for (var i = 0; i < BlockSize; i++)
        {
            sum += i is >= 148 and < 156 ? 0 : block[i];
        }

        return sum;
    }
}
