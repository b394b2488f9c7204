namespace EdgeKube.Controller.Store;

/// <param name="Revision">The revision as of which the entries were read: watch after it to miss nothing.</param>
/// <param name="Remaining">How many more entries the limit cut off.</param>
internal sealed record StoreRange(long Revision, IReadOnlyList<StoreEntry> Entries, int Remaining);
