using EdgeKube.Link.Streams;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link.Frames;

/// <summary>One thing said over the link. The README's table gives each one's number on the wire.</summary>
public abstract record Frame
{
    private Frame()
    {
    }

    /// <summary>The node begins a session. A digest is left out while a change is on its way to the disk, because it would be wrong a moment later.</summary>
    public sealed record Hello(
        uint ProtocolMin,
        uint ProtocolMax,
        IReadOnlyList<string> Features,
        string NodeName,
        string Version,
        string BootId,
        ViewVersion? View,
        SetDigest? ViewDigest,
        SetDigest? ReportDigest) : Frame;

    /// <summary>The controller accepts a session.</summary>
    public sealed record Welcome(
        uint Protocol,
        IReadOnlyList<string> Features,
        string Version,
        DateTimeOffset ControllerTime,
        ViewVersion View,
        SetDigest? ReportDigest) : Frame;

    /// <summary>A change of a set, owner to replica. <paramref name="Sequence"/> numbers the owner's requests; a replica answers none older than the newest it saw.</summary>
    public sealed record Delta(
        SetId Set,
        long Sequence,
        SetDigest Before,
        SetDigest After,
        ViewVersion? Version,
        IReadOnlyList<SetUpsert> Upserts,
        IReadOnlyList<string> Deletes) : Frame;

    /// <summary>All a replica holds, in answer to Resync.</summary>
    public sealed record Inventory(SetId Set, long Sequence, IReadOnlyList<KeyValuePair<string, ContentHash>> Entries) : Frame;

    /// <summary>The digest a replica holds (durably), in answer to Delta, Probe, or a Resync whose digest it has.</summary>
    public sealed record Ack(SetId Set, long Sequence, SetDigest Digest) : Frame;

    /// <summary>The owner asks for an Ack, because one did not come.</summary>
    public sealed record Probe(SetId Set, long Sequence) : Frame;

    /// <summary>The owner asks for an Inventory, unless the replica has this digest.</summary>
    public sealed record Resync(SetId Set, long Sequence, SetDigest Digest) : Frame;

    /// <summary>A piece of a larger message. All pieces but the last are of equal length.</summary>
    public sealed record Chunk(uint MessageId, int Index, int Count, int Total, ReadOnlyMemory<byte> Bytes) : Frame;

    /// <summary>The node refuses the controller's view: it is older than what it holds, or of another store.</summary>
    public sealed record Conflict(ViewVersion Node, ViewVersion Controller) : Frame;

    /// <summary>A session is refused or over. Session 0: whichever it is, say hello again.</summary>
    public sealed record Goodbye(GoodbyeReason Reason, string Detail) : Frame;

    /// <summary>Opens a stream. <paramref name="Window"/>: so many bytes may come back.</summary>
    public sealed record Open(uint Stream, string Kind, IReadOnlyDictionary<string, string> Arguments, long Window) : Frame;

    /// <summary>The number of bytes allowed since the stream was opened, so that a lost or doubled one does no harm.</summary>
    public sealed record Credit(uint Stream, long Bytes) : Frame;

    /// <summary>Bytes of a stream, and how many came before them.</summary>
    public sealed record Data(uint Stream, long Offset, ReadOnlyMemory<byte> Bytes) : Frame;

    /// <summary>The sender is done after <paramref name="Offset"/> bytes.</summary>
    public sealed record Close(uint Stream, long Offset, StreamEnd End) : Frame;

    /// <summary>The receiver wants no more.</summary>
    public sealed record Cancel(uint Stream) : Frame;

    /// <summary>A frame of a newer peer; ignored.</summary>
    public sealed record Unknown : Frame;
}
