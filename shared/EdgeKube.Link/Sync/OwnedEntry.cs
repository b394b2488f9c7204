namespace EdgeKube.Link.Sync;

internal readonly record struct OwnedEntry(ContentHash Hash, ReadOnlyMemory<byte> Content);
