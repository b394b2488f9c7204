using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Sync;

/// <summary>A content as it travels in parts.</summary>
/// <param name="Id">The hash of the bytes that travel: so what came of them before a reconnect still fits, whoever sends the rest.</param>
/// <param name="Bytes">The content, or the content deflated.</param>
/// <param name="Deflated">Which of the two.</param>
/// <param name="Length">The length of the content.</param>
internal sealed record Parcel(ContentHash Id, ReadOnlyMemory<byte> Bytes, bool Deflated, int Length)
{
    public static Parcel Of(OwnedEntry entry, bool mayDeflate) => mayDeflate && Packing.Pack(entry.Content.Span) is { } packed
        ? new(ContentHash.Of(packed), packed, true, entry.Content.Length)
        : new(entry.Hash, entry.Content, false, entry.Content.Length);
}
