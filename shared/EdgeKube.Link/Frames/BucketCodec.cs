using EdgeKube.Link.Frames.Wire;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link.Frames;

internal static class BucketCodec
{
    // In both frames: 1 is the set, 2 the sequence.
    public static void Write(WireWriter writer, Frame frame)
    {
        switch (frame)
        {
            case Frame.Buckets buckets:
                writer.Number(1, (ulong)buckets.Set);
                writer.Number(2, (ulong)buckets.Sequence);
                WriteDigests(writer, buckets.Digests);
                break;
            case Frame.Select select:
                writer.Number(1, (ulong)select.Set);
                writer.Number(2, (ulong)select.Sequence);
                writer.Number(3, (ulong)select.Count);
                WriteChosen(writer, select);
                break;
        }
    }

    public static Frame.Buckets ReadBuckets(WireReader reader)
    {
        var buckets = new Frame.Buckets(0, 0, []);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: buckets = buckets with { Set = SetCodec.ReadSet(ref reader) }; break;
                case 2: buckets = buckets with { Sequence = reader.Int64() }; break;
                case 3: buckets = buckets with { Digests = ReadDigests(reader.Bytes(FieldCaps.Buckets * SetDigest.Size)) }; break;
                default: reader.Skip(); break;
            }
        }

        return BucketMap.IsCount(buckets.Digests.Count) ? buckets : throw new LinkProtocolException("odd number of buckets");
    }

    public static Frame.Select ReadSelect(WireReader reader)
    {
        var select = new Frame.Select(0, 0, 0, []);
        ReadOnlySpan<byte> bits = default;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: select = select with { Set = SetCodec.ReadSet(ref reader) }; break;
                case 2: select = select with { Sequence = reader.Int64() }; break;
                case 3: select = select with { Count = reader.Int32(FieldCaps.Buckets) }; break;
                case 4: bits = reader.Bytes(FieldCaps.Buckets / 8); break;
                default: reader.Skip(); break;
            }
        }

        if (!BucketMap.IsCount(select.Count) || bits.Length != (select.Count + 7) / 8)
        {
            throw new LinkProtocolException("odd number of buckets");
        }

        return select with { Chosen = ReadChosen(bits, select.Count) };
    }

    private static void WriteDigests(WireWriter writer, IReadOnlyList<SetDigest> digests)
    {
        var bytes = new byte[digests.Count * SetDigest.Size];
        for (var i = 0; i < digests.Count; i++)
        {
            digests[i].Write(bytes.AsSpan(i * SetDigest.Size));
        }

        writer.Bytes(3, bytes);
    }

    private static List<SetDigest> ReadDigests(ReadOnlySpan<byte> bytes)
    {
        var digests = new List<SetDigest>(bytes.Length / SetDigest.Size);
        for (; bytes.Length >= SetDigest.Size; bytes = bytes[SetDigest.Size..])
        {
            digests.Add(SetDigest.Read(bytes));
        }

        return bytes.IsEmpty ? digests : throw new LinkProtocolException("digest cut off");
    }

    private static void WriteChosen(WireWriter writer, Frame.Select select)
    {
        var bits = new byte[(select.Count + 7) / 8];
        foreach (var bucket in select.Chosen)
        {
            bits[bucket / 8] |= (byte)(1 << (bucket % 8));
        }

        writer.Bytes(4, bits);
    }

    private static List<int> ReadChosen(ReadOnlySpan<byte> bits, int count)
    {
        var chosen = new List<int>();
        for (var bucket = 0; bucket < count; bucket++)
        {
            if ((bits[bucket / 8] & (1 << (bucket % 8))) != 0)
            {
                chosen.Add(bucket);
            }
        }

        return chosen;
    }
}
