namespace EdgeKube.Controller.Store;

/// <summary>One key's change. The events of one transaction share a revision and follow each other in the order written.</summary>
/// <param name="Entry">The new state; null: the key was deleted.</param>
/// <param name="Previous">The state before; null: the key is new.</param>
internal sealed record StoreEvent(long ModRevision, string Key, StoreEntry? Entry, StoreEntry? Previous)
{
    public bool IsDelete => Entry is null;

    /// <summary>The store's own bookkeeping: the row on disk that holds this change, 0 when none does (volatile).</summary>
    public long Row { get; init; }
}
