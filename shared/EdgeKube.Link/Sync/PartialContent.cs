using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Sync;

/// <summary>A content that came in part, or whole and not yet named by a delta. Holds only bytes that came, never what was announced.</summary>
internal sealed class PartialContent(Frame.Offer offer)
{
    private readonly List<ReadOnlyMemory<byte>> _parts = [];

    public Frame.Offer Offer => offer;

    /// <summary>Bytes here, from the first.</summary>
    public int Held { get; private set; }

    public long TouchedAt { get; set; }

    /// <summary>Takes the bytes that follow those held; false when these do not.</summary>
    public bool Add(Frame.Part part)
    {
        if (part.Offset != Held || part.Bytes.Length == 0 || part.Bytes.Length > offer.Total - Held)
        {
            return false;
        }

        _parts.Add(part.Bytes);
        Held += part.Bytes.Length;
        if (Held == offer.Total && ContentHash.Of(Join()) != offer.Id)
        {
            // The wrong bytes, whoever sent them: all of it comes again.
            _parts.Clear();
            Held = 0;
        }

        return true;
    }

    /// <summary>The content itself; null while bytes are missing.</summary>
    /// <exception cref="LinkProtocolException">It cannot be unpacked.</exception>
    public ReadOnlyMemory<byte>? Open()
    {
        // Not as one expression: null beside an array would become an empty content.
        if (Held < offer.Total)
        {
            return null;
        }

        return offer.Deflated ? Packing.Unpack(Join(), offer.Length) : Join();
    }

    private byte[] Join()
    {
        var whole = new byte[Held];
        var at = 0;
        foreach (var part in _parts)
        {
            part.CopyTo(whole.AsMemory(at));
            at += part.Length;
        }

        return whole;
    }
}
