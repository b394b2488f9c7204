namespace EdgeKube.Link;

/// <summary>Caps in bytes or counts. What arrives beyond one is refused before anything is allocated for it.</summary>
public sealed record LinkLimits
{
    public static LinkLimits Default { get; } = new();

    /// <summary>The largest message, assembled from chunks.</summary>
    public int MaxMessage { get; init; } = 8 << 20;

    /// <summary>Control messages above this are sent in chunks of this size; a content above it travels in parts where both ends can.</summary>
    public int ChunkSize { get; init; } = 16 << 10;

    /// <summary>Messages being assembled at once; the oldest gives way. Together they hold no more than <see cref="MaxMessage"/>.</summary>
    public int MaxAssemblies { get; init; } = 4;

    /// <summary>The largest content of one entry.</summary>
    public int MaxContent { get; init; } = 4 << 20;

    /// <summary>A delta is cut after so many bytes of content (but holds at least one entry).</summary>
    public int DeltaBudget { get; init; } = 1 << 20;

    /// <summary>A delta of events is cut after so many bytes: a status that changes meanwhile waits for its acknowledgement.</summary>
    public int EventBudget { get; init; } = 16 << 10;

    /// <summary>The most entries of one set. An inventory of so many still fits a message.</summary>
    public int MaxEntries { get; init; } = 16_384;

    /// <summary>An inventory of more entries than this is asked for in buckets.</summary>
    public int BucketThreshold { get; init; } = 128;

    /// <summary>The largest piece of a content that travels in parts.</summary>
    public int PartSize { get; init; } = 8 << 10;

    /// <summary>Bytes in parts that may be under way unanswered.</summary>
    public int PartWindow { get; init; } = 128 << 10;

    /// <summary>Contents held in part at once, in all no more than <see cref="MaxContent"/> bytes; the one longest untouched gives way.</summary>
    public int MaxPartials { get; init; } = 4;

    /// <summary>Streams open at once in one session.</summary>
    public int MaxStreams { get; init; } = 64;

    /// <summary>Bytes of one stream that may be under way unconsumed.</summary>
    public int StreamWindow { get; init; } = 64 << 10;

    /// <summary>The largest piece of a stream in one message.</summary>
    public int MaxStreamPiece { get; init; } = 8 << 10;
}
