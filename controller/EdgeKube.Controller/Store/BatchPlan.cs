namespace EdgeKube.Controller.Store;

/// <summary>What one disk transaction does, and what becomes visible after it.</summary>
/// <param name="Outcomes">One per transaction, in their order.</param>
/// <param name="Events">Those with a row are written to disk.</param>
/// <param name="Reserve">The new end of the reserved revisions, if it must move.</param>
/// <param name="NewVolatileCollections">To be remembered on disk.</param>
internal sealed record BatchPlan(
    StoreSnapshot Snapshot,
    IReadOnlyList<StoreCommit> Outcomes,
    IReadOnlyList<StoreEvent> Events,
    long? Reserve,
    IReadOnlyList<string> NewVolatileCollections)
{
    public bool NeedsDisk => Reserve is not null || NewVolatileCollections.Count > 0 || Events.Any(e => e.Row != 0);
}
