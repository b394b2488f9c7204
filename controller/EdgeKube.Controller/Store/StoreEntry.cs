namespace EdgeKube.Controller.Store;

/// <summary>One key as of one revision. The bytes are shared with the store and never change.</summary>
/// <param name="CreateRevision">When the key came into being; stays through updates.</param>
/// <param name="ModRevision">The revision of this value: an object's resourceVersion.</param>
internal sealed record StoreEntry(string Key, ReadOnlyMemory<byte> Value, long CreateRevision, long ModRevision)
{
    /// <summary>The store's own bookkeeping: the row of the key's newest version on disk, 0 when none is (volatile).</summary>
    public long Row { get; init; }

    /// <summary>What the value was read as, for as long as its readers like to keep it. Theirs alone.</summary>
    public object? Reading => _reading;

    private object? _reading;

    /// <summary>The first one stays; returns what stands there now.</summary>
    public object Read(object reading) => Interlocked.CompareExchange(ref _reading, reading, null) ?? reading;

    public void ForgetReading() => Volatile.Write(ref _reading, null);
}
