namespace EdgeKube.Controller.Store;

/// <summary>
/// The cluster's memory, in etcd's shape: one global revision, a flat sorted key space, atomic transactions guarded
/// by revisions, and watches that resume. Everything read or watched is already on disk, unless it was put as volatile.
/// </summary>
internal interface IClusterStore
{
    /// <summary>Made once when the database is created, kept for its life: the epoch of everything derived from it.</summary>
    string StoreId { get; }

    /// <summary>The revision of the newest visible transaction. Never goes back, not over a restart either.</summary>
    long Revision { get; }

    /// <summary>Watches can start after this revision or later ones; older ones are gone.</summary>
    long CompactedRevision { get; }

    StoreEntry? Find(string key);

    /// <summary>The entries whose key begins with <paramref name="prefix"/>, sorted ordinally, all as of one revision.</summary>
    /// <param name="prefix">Compared as text: end it with a slash to mean a collection.</param>
    /// <param name="startAfter">Only keys greater than this one; null begins at the first.</param>
    /// <param name="limit">At most so many entries; 0 is no limit.</param>
    StoreRange Range(string prefix, string? startAfter = null, int limit = 0);

    /// <summary>The entries as they were at an earlier revision.</summary>
    /// <exception cref="CompactedException">The history does not reach back so far.</exception>
    /// <exception cref="FutureRevisionException">This store has not reached that revision.</exception>
    StoreRange RangeAt(string prefix, long revision);

    /// <summary>
    /// Makes all writes visible under one new revision once they are on disk, or none of them when a condition does not hold.
    /// The token only takes back a transaction that the writer has not begun; after that the true outcome is waited for.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The disk did not take it; nothing changed, reads go on, later commits may succeed.</exception>
    Task<StoreCommit> CommitAsync(StoreTransaction transaction, CancellationToken cancellationToken);

    /// <summary>
    /// Every event under <paramref name="prefix"/> with a revision greater than <paramref name="afterRevision"/>, in order, without
    /// gaps or doubles; the token ends it with OperationCanceledException, closing the store ends it quietly. The watch begins with this call, so always pass
    /// a token or enumerate it. To list and follow: <see cref="Range"/>, then watch after the range's revision.
    /// </summary>
    /// <exception cref="CompactedException">Thrown by the call: the history does not reach back so far; list again.</exception>
    /// <exception cref="FutureRevisionException">Thrown by the call: this store has not reached that revision.</exception>
    /// <exception cref="SlowWatcherException">Thrown by the stream: the reader fell too far behind; list again.</exception>
    IAsyncEnumerable<StoreEvent> Watch(string prefix, long afterRevision, CancellationToken cancellationToken);

    /// <summary>As above, for some of the keys only.</summary>
    IAsyncEnumerable<StoreEvent> Watch(KeyFilter keys, long afterRevision, CancellationToken cancellationToken);

    /// <summary>Forgets the history up to and including this revision (current entries stay). Also happens by itself.</summary>
    Task CompactAsync(long throughRevision, CancellationToken cancellationToken);
}
