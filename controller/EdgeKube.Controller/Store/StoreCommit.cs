namespace EdgeKube.Controller.Store;

/// <summary>How a transaction ended.</summary>
/// <param name="Revision">On success the revision its writes share (the current one if nothing changed), on conflict the one it was judged at.</param>
/// <param name="Conflict">The first condition that did not hold; null means the transaction is on disk.</param>
internal sealed record StoreCommit(long Revision, StoreConflict? Conflict)
{
    public bool Succeeded => Conflict is null;
}
