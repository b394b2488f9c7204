using EdgeKube.Link.Frames.Wire;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link.Frames;

internal static class SetCodec
{
    // In all five frames: 1 is the set, 2 the sequence.
    public static void Write(WireWriter writer, Frame frame)
    {
        switch (frame)
        {
            case Frame.Delta delta:
                WriteHead(writer, delta.Set, delta.Sequence);
                WriteDelta(writer, delta);
                break;
            case Frame.Inventory inventory:
                WriteHead(writer, inventory.Set, inventory.Sequence);
                WriteEntries(writer, inventory);
                break;
            case Frame.Ack ack:
                WriteHead(writer, ack.Set, ack.Sequence);
                writer.Sixteen(3, ack.Digest.Value);
                break;
            case Frame.Probe probe:
                WriteHead(writer, probe.Set, probe.Sequence);
                break;
            case Frame.Resync resync:
                WriteHead(writer, resync.Set, resync.Sequence);
                writer.Sixteen(3, resync.Digest.Value);
                break;
        }
    }

    public static Frame.Delta ReadDelta(WireReader reader, LinkLimits limits)
    {
        var delta = new Frame.Delta(0, 0, default, default, null, [], []);
        var upserts = new List<SetUpsert>();
        var deletes = new List<string>();
        var isLean = true;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: delta = delta with { Set = ReadSet(ref reader) }; break;
                case 2: delta = delta with { Sequence = reader.Int64() }; break;
                case 3: (delta, isLean) = (delta with { Before = new SetDigest(reader.Sixteen()) }, false); break;
                case 4: delta = delta with { After = new SetDigest(reader.Sixteen()) }; break;
                case 5: delta = delta with { Version = SessionCodec.ReadVersion(reader.Message()) }; break;
                case 6: upserts.Add(ReadUpsert(reader.Message(), limits)); break;
                case 7: deletes.Add(ReadKey(ref reader)); break;
                case 8: delta = delta with { HasMore = reader.Number() != 0 }; break;
                default: reader.Skip(); break;
            }

            CapCount(upserts.Count + deletes.Count, limits);
        }

        return delta with { Upserts = upserts, Deletes = deletes, IsLean = isLean };
    }

    public static Frame.Inventory ReadInventory(WireReader reader, LinkLimits limits)
    {
        var inventory = new Frame.Inventory(0, 0, []);
        var entries = new List<KeyValuePair<string, ContentHash>>();
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: inventory = inventory with { Set = ReadSet(ref reader) }; break;
                case 2: inventory = inventory with { Sequence = reader.Int64() }; break;
                case 3: entries.Add(ReadEntry(reader.Message())); break;
                case 4: inventory = inventory with { IsPartial = reader.Number() != 0 }; break;
                default: reader.Skip(); break;
            }

            CapCount(entries.Count, limits);
        }

        return inventory with { Entries = entries };
    }

    public static Frame.Ack ReadAck(WireReader reader)
    {
        var (set, sequence, digest) = ReadSmall(reader);
        return new(set, sequence, digest);
    }

    public static Frame.Resync ReadResync(WireReader reader)
    {
        var (set, sequence, digest) = ReadSmall(reader);
        return new(set, sequence, digest);
    }

    public static Frame.Probe ReadProbe(WireReader reader)
    {
        var (set, sequence, _) = ReadSmall(reader);
        return new(set, sequence);
    }

    private static (SetId Set, long Sequence, SetDigest Digest) ReadSmall(WireReader reader)
    {
        (SetId Set, long Sequence, SetDigest Digest) read = default;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: read.Set = ReadSet(ref reader); break;
                case 2: read.Sequence = reader.Int64(); break;
                case 3: read.Digest = new SetDigest(reader.Sixteen()); break;
                default: reader.Skip(); break;
            }
        }

        return read;
    }

    private static void WriteHead(WireWriter writer, SetId set, long sequence)
    {
        writer.Number(1, (ulong)set);
        writer.Number(2, (ulong)sequence);
    }

    private static void WriteDelta(WireWriter writer, Frame.Delta delta)
    {
        if (!delta.IsLean)
        {
            writer.Sixteen(3, delta.Before.Value);
        }

        writer.Sixteen(4, delta.After.Value);
        SessionCodec.WriteVersion(writer, 5, delta.Version);
        foreach (var upsert in delta.Upserts)
        {
            var mark = writer.Begin(6);
            WriteUpsert(writer, upsert, delta.IsLean && upsert.Parts is null);
            writer.End(mark);
        }

        foreach (var key in delta.Deletes)
        {
            writer.PresentText(7, key);
        }

        writer.Number(8, delta.HasMore ? 1u : 0u);
    }

    // What is here whole has the hash that it has.
    private static void WriteUpsert(WireWriter writer, SetUpsert upsert, bool isBare)
    {
        writer.Text(1, upsert.Key);
        if (!isBare)
        {
            writer.Sixteen(2, upsert.Hash.Value);
        }

        if (upsert.Parts is { } parts)
        {
            writer.Sixteen(4, parts.Value);
        }
        else
        {
            writer.Bytes(3, upsert.Content.Span);
        }
    }

    private static void WriteEntries(WireWriter writer, Frame.Inventory inventory)
    {
        foreach (var (key, hash) in inventory.Entries)
        {
            var mark = writer.Begin(3);
            writer.Text(1, key);
            writer.Sixteen(2, hash.Value);
            writer.End(mark);
        }

        writer.Number(4, inventory.IsPartial ? 1u : 0u);
    }

    private static SetUpsert ReadUpsert(WireReader reader, LinkLimits limits)
    {
        var key = "";
        ContentHash? hash = null;
        ContentHash? parts = null;
        ReadOnlySpan<byte> content = default;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: key = ReadKey(ref reader); break;
                case 2: hash = new ContentHash(reader.Sixteen()); break;
                case 3: content = reader.Bytes(limits.MaxContent); break;
                case 4: parts = new ContentHash(reader.Sixteen()); break;
                default: reader.Skip(); break;
            }
        }

        return key.Length > 0
            ? new(key, hash ?? ContentHash.Of(content), content.ToArray()) { Parts = parts }
            : throw new LinkProtocolException("entry without a key");
    }

    private static KeyValuePair<string, ContentHash> ReadEntry(WireReader reader)
    {
        var key = "";
        ContentHash hash = default;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: key = ReadKey(ref reader); break;
                case 2: hash = new ContentHash(reader.Sixteen()); break;
                default: reader.Skip(); break;
            }
        }

        return key.Length > 0 ? new(key, hash) : throw new LinkProtocolException("entry without a key");
    }

    private static string ReadKey(ref WireReader reader)
    {
        var key = reader.Text(FieldCaps.Key);
        return key.Length > 0 ? key : throw new LinkProtocolException("entry without a key");
    }

    internal static SetId ReadSet(ref WireReader reader) => (SetId)reader.Int32(int.MaxValue);

    private static void CapCount(int count, LinkLimits limits)
    {
        if (count > limits.MaxEntries)
        {
            throw new LinkProtocolException("too many entries");
        }
    }
}
