namespace EdgeKube.Controller.Store;

/// <summary>One key as of one revision. The bytes are shared with the store and never change.</summary>
/// <param name="CreateRevision">When the key came into being; stays through updates.</param>
/// <param name="ModRevision">The revision of this value: an object's resourceVersion.</param>
internal sealed record StoreEntry(string Key, ReadOnlyMemory<byte> Value, long CreateRevision, long ModRevision)
{
    /// <summary>The store's own bookkeeping: the row of the key's newest version on disk, 0 when none is (volatile).</summary>
    public long Row { get; init; }
}
