namespace EdgeKube.Link.Sync;

/// <summary>A new content of a key, as a delta carries it.</summary>
public sealed record SetUpsert(string Key, ContentHash Hash, ReadOnlyMemory<byte> Content)
{
    /// <summary>On the wire only: the content came before, in parts, under this id. Null in what a link hands out.</summary>
    public ContentHash? Parts { get; init; }
}
