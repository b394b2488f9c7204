using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EdgeKube.Link.Sync;

namespace EdgeKube.Agent.Replica;

/// <summary>
/// A replica as bytes, all numbers little-endian:
/// magic (8), format version (4), generation (8), body length (8), body, SHA-256 over everything before it (32).
/// Body: epoch (text), revision (8; both 0 when there is no version), count (4), then per entry: key (text), hash (16), content (length 4, bytes).
/// Text: length (4), UTF-8.
/// </summary>
internal static class ReplicaCodec
{
    /// <summary>The format this program writes. It reads this one only: an older program must refuse what it cannot understand.</summary>
    public const int FormatVersion = 1;

    /// <summary>No set of one node is larger: 256 MiB.</summary>
    public const int MaxBytes = 256 << 20;

    private const int HeaderSize = 8 + 4 + 8 + 8;
    private static readonly byte[] Magic = "EKREPL\r\n"u8.ToArray();

    public static ReadOnlyMemory<byte> Encode(ReplicaImage image)
    {
        var output = new ArrayBufferWriter<byte>(HeaderSize + BodySize(image) + SHA256.HashSizeInBytes);
        output.Write(Magic);
        WriteInt32(output, FormatVersion);
        WriteInt64(output, image.Generation);
        WriteInt64(output, BodySize(image));
        WriteText(output, image.Version?.Epoch ?? "");
        WriteInt64(output, image.Version?.Revision ?? 0);
        WriteInt32(output, image.Entries.Count);
        foreach (var (key, entry) in image.Entries)
        {
            WriteEntry(output, key, entry);
        }

        SHA256.HashData(output.WrittenSpan, output.GetSpan(SHA256.HashSizeInBytes));
        output.Advance(SHA256.HashSizeInBytes);
        return output.WrittenMemory;
    }

    /// <exception cref="ReplicaDamagedException">The bytes are not a whole replica of this format.</exception>
    public static ReplicaImage Decode(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.Length < HeaderSize + SHA256.HashSizeInBytes || !span[..8].SequenceEqual(Magic))
        {
            throw new ReplicaDamagedException("it is no replica");
        }

        if (BinaryPrimitives.ReadInt32LittleEndian(span[8..]) is var version && version != FormatVersion)
        {
            throw new ReplicaDamagedException($"its format is {version}, this program reads {FormatVersion}");
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(span[20..]);
        if (length != span.Length - HeaderSize - SHA256.HashSizeInBytes)
        {
            throw new ReplicaDamagedException("it is cut short");
        }

        if (!SHA256.HashData(span[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(span[^SHA256.HashSizeInBytes..]))
        {
            throw new ReplicaDamagedException("its checksum does not match");
        }

        var body = new Reader(bytes[HeaderSize..^SHA256.HashSizeInBytes]);
        return DecodeBody(BinaryPrimitives.ReadInt64LittleEndian(span[12..]), ref body);
    }

    private static ReplicaImage DecodeBody(long generation, ref Reader body)
    {
        var epoch = body.Text();
        var revision = body.Int64();
        var count = body.Int32();
        var entries = ReplicaImage.Empty.Entries.ToBuilder();
        for (var i = 0; i < count; i++)
        {
            var key = body.Text();
            var hash = ContentHash.Read(body.Take(ContentHash.Size).Span);
            entries[key] = new ReplicaEntry(hash, body.Take(body.Int32()));
        }

        return new ReplicaImage(generation, epoch.Length == 0 ? null : new ViewVersion(epoch, revision), entries.ToImmutable());
    }

    private static int BodySize(ReplicaImage image)
    {
        long size = 4 + Encoding.UTF8.GetByteCount(image.Version?.Epoch ?? "") + 8 + 4;
        foreach (var (key, entry) in image.Entries)
        {
            size += 4 + Encoding.UTF8.GetByteCount(key) + ContentHash.Size + 4 + entry.Content.Length;
        }

        return size <= MaxBytes ? (int)size : throw new InvalidOperationException($"A replica of {size} bytes is over the limit of {MaxBytes}");
    }

    private static void WriteEntry(ArrayBufferWriter<byte> output, string key, ReplicaEntry entry)
    {
        WriteText(output, key);
        entry.Hash.Write(output.GetSpan(ContentHash.Size));
        output.Advance(ContentHash.Size);
        WriteInt32(output, entry.Content.Length);
        output.Write(entry.Content.Span);
    }

    private static void WriteText(ArrayBufferWriter<byte> output, string text)
    {
        WriteInt32(output, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, output);
    }

    private static void WriteInt32(ArrayBufferWriter<byte> output, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    private static void WriteInt64(ArrayBufferWriter<byte> output, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    // The checksum was right before this reads, so a fault here means a program wrote nonsense; it is still only a damaged file.
    private ref struct Reader(ReadOnlyMemory<byte> rest)
    {
        private ReadOnlyMemory<byte> _rest = rest;

        public ReadOnlyMemory<byte> Take(int count)
        {
            if (count < 0 || count > _rest.Length)
            {
                throw new ReplicaDamagedException("a length in it is wrong");
            }

            var taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }

        public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4).Span);

        public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8).Span);

        public string Text() => Encoding.UTF8.GetString(Take(Int32()).Span);
    }
}
