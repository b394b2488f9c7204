using EdgeKube.Link.Frames.Wire;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link.Frames;

internal static class PartCodec
{
    // In all three frames: 1 is the set, 2 the id.
    public static void Write(WireWriter writer, Frame frame)
    {
        switch (frame)
        {
            case Frame.Offer offer:
                WriteHead(writer, offer.Set, offer.Id);
                writer.Number(3, (ulong)offer.Total);
                writer.Number(4, offer.Deflated ? 1u : 0u);
                writer.Number(5, (ulong)offer.Length);
                break;
            case Frame.Have have:
                WriteHead(writer, have.Set, have.Id);
                writer.Number(3, (ulong)have.Bytes);
                break;
            case Frame.Part part:
                WriteHead(writer, part.Set, part.Id);
                writer.Number(3, (ulong)part.Offset);
                writer.Bytes(4, part.Bytes.Span);
                break;
        }
    }

    public static Frame.Offer ReadOffer(WireReader reader, LinkLimits limits)
    {
        var offer = new Frame.Offer(0, default, 0, false, 0);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: offer = offer with { Set = SetCodec.ReadSet(ref reader) }; break;
                case 2: offer = offer with { Id = new ContentHash(reader.Sixteen()) }; break;
                case 3: offer = offer with { Total = reader.Int32(limits.MaxContent) }; break;
                case 4: offer = offer with { Deflated = reader.Number() != 0 }; break;
                case 5: offer = offer with { Length = reader.Int32(limits.MaxContent) }; break;
                default: reader.Skip(); break;
            }
        }

        var isWhole = offer.Deflated ? Packing.CanUnpack(offer.Total, offer.Length) : offer.Total == offer.Length;
        return offer.Total > 0 && isWhole ? offer : throw new LinkProtocolException("offer of an impossible content");
    }

    public static Frame.Have ReadHave(WireReader reader, LinkLimits limits)
    {
        var have = new Frame.Have(0, default, 0);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: have = have with { Set = SetCodec.ReadSet(ref reader) }; break;
                case 2: have = have with { Id = new ContentHash(reader.Sixteen()) }; break;
                case 3: have = have with { Bytes = reader.Int32(limits.MaxContent) }; break;
                default: reader.Skip(); break;
            }
        }

        return have;
    }

    public static Frame.Part ReadPart(WireReader reader, LinkLimits limits)
    {
        var part = new Frame.Part(0, default, 0, default);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: part = part with { Set = SetCodec.ReadSet(ref reader) }; break;
                case 2: part = part with { Id = new ContentHash(reader.Sixteen()) }; break;
                case 3: part = part with { Offset = reader.Int32(limits.MaxContent) }; break;
                case 4: part = part with { Bytes = reader.Bytes(FieldCaps.Part).ToArray() }; break;
                default: reader.Skip(); break;
            }
        }

        return part;
    }

    private static void WriteHead(WireWriter writer, SetId set, ContentHash id)
    {
        writer.Number(1, (ulong)set);
        writer.Sixteen(2, id.Value);
    }
}
