using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace EdgeKube.Link.Backup;

/// <summary>Items one after the other: length and text of the name, length and bytes of the content; the last one says how many there are.</summary>
public static class BackupItems
{
    private const int MaxName = 1024;
    private const int MaxContent = 8 << 20;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The bytes of one item.</summary>
    public static byte[] Encode(BackupItem item)
    {
        var name = Strict.GetBytes(item.Name);
        var bytes = new byte[sizeof(ushort) + name.Length + sizeof(int) + item.Content.Length];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, checked((ushort)name.Length));
        name.CopyTo(bytes, sizeof(ushort));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(sizeof(ushort) + name.Length), item.Content.Length);
        item.Content.Span.CopyTo(bytes.AsSpan(sizeof(ushort) + name.Length + sizeof(int)));
        return bytes;
    }

    /// <summary>The item that says that all have been there.</summary>
    public static BackupItem End(int count) => new(BackupItem.End, Encoding.ASCII.GetBytes(count.ToString(CultureInfo.InvariantCulture)));

    /// <summary>All items but the last, which is checked.</summary>
    /// <exception cref="InvalidDataException">These are no items, or not all.</exception>
    public static IReadOnlyList<BackupItem> Read(Stream stream)
    {
        var items = new List<BackupItem>();
        while (true)
        {
            var item = ReadOne(stream);
            if (item.Name != BackupItem.End)
            {
                items.Add(item);
                continue;
            }

            return Encoding.ASCII.GetString(item.Content.Span) == items.Count.ToString(CultureInfo.InvariantCulture) && stream.ReadByte() < 0
                ? items
                : throw new InvalidDataException("it does not hold what its end says");
        }
    }

    private static BackupItem ReadOne(Stream stream)
    {
        try
        {
            var name = Strict.GetString(ReadBytes(stream, BinaryPrimitives.ReadUInt16BigEndian(ReadBytes(stream, sizeof(ushort), sizeof(ushort))), MaxName));
            return new BackupItem(name, ReadBytes(stream, BinaryPrimitives.ReadInt32BigEndian(ReadBytes(stream, sizeof(int), sizeof(int))), MaxContent));
        }
        catch (Exception error) when (error is EndOfStreamException or DecoderFallbackException)
        {
            throw new InvalidDataException("it is not whole: its end is missing", error);
        }
    }

    private static byte[] ReadBytes(Stream stream, int count, int most)
    {
        var bytes = count >= 0 && count <= most ? new byte[count] : throw new InvalidDataException("it holds a length that nothing of ours has");
        stream.ReadExactly(bytes);
        return bytes;
    }
}
