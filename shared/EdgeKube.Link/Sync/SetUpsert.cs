namespace EdgeKube.Link.Sync;

/// <summary>A new content of a key, as a delta carries it.</summary>
public sealed record SetUpsert(string Key, ContentHash Hash, ReadOnlyMemory<byte> Content);
