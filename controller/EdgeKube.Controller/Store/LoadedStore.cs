namespace EdgeKube.Controller.Store;

/// <summary>What the file held when it was opened.</summary>
/// <param name="Reserved">Volatile revisions may have been given out up to this one.</param>
/// <param name="UnneededRows">Rows that an earlier run had superseded but not yet deleted.</param>
internal sealed record LoadedStore(
    string StoreId,
    StoreSnapshot Snapshot,
    IReadOnlyList<StoreEvent> Events,
    long CompactedRevision,
    long Reserved,
    IReadOnlyList<string> VolatileCollections,
    IReadOnlyList<long> UnneededRows);
