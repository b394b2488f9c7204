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
        IReadOnlyList<string> Deletes) : Frame
    {
        /// <summary>It does not lead to the whole truth: more follows.</summary>
        public bool HasMore { get; init; }

        /// <summary>
        /// It names neither the digest before nor the hashes of its contents nor the view's epoch: what it makes of the replica's entries either has the
        /// digest after, which proves all of them, or it is not for these entries. The epoch is the session's.
        /// </summary>
        public bool IsLean { get; init; }
    }

    /// <summary>All a replica holds, in answer to Resync; or all it holds in the buckets asked for, in answer to Select.</summary>
    public sealed record Inventory(SetId Set, long Sequence, IReadOnlyList<KeyValuePair<string, ContentHash>> Entries) : Frame
    {
        /// <summary>It answers Select.</summary>
        public bool IsPartial { get; init; }
    }

    /// <summary>The digest of each bucket of what a replica holds, in answer to Resync, when an inventory would be large. See <see cref="BucketMap"/>.</summary>
    public sealed record Buckets(SetId Set, long Sequence, IReadOnlyList<SetDigest> Digests) : Frame;

    /// <summary>The owner asks for the inventory of these buckets out of <paramref name="Count"/>.</summary>
    public sealed record Select(SetId Set, long Sequence, int Count, IReadOnlyList<int> Chosen) : Frame;

    /// <summary>
    /// The owner is about to send a content in parts and asks how much of it is there. The id is the hash of the bytes that travel,
    /// <paramref name="Total"/> their number; <paramref name="Length"/> what they are unpacked.
    /// </summary>
    public sealed record Offer(SetId Set, ContentHash Id, int Total, bool Deflated, int Length) : Frame;

    /// <summary>The replica holds so many bytes, from the first, of what was offered.</summary>
    public sealed record Have(SetId Set, ContentHash Id, int Bytes) : Frame;

    /// <summary>Bytes of what was offered, and how many come before them.</summary>
    public sealed record Part(SetId Set, ContentHash Id, int Offset, ReadOnlyMemory<byte> Bytes) : Frame;

    /// <summary>Another frame, deflated; <paramref name="Length"/> bytes when it is not. Only a delta, an inventory, or a stream's data.</summary>
    public sealed record Packed(int Length, ReadOnlyMemory<byte> Bytes) : Frame
    {
        /// <summary>Number of the dictionary that was deflated against; 0: none.</summary>
        public int Dictionary { get; init; }
    }

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

    /// <summary>A person decided: the node that holds this view is to take the controller's, and says hello without a version.</summary>
    public sealed record Accept(ViewVersion Node, ViewVersion Controller) : Frame;

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
