namespace EdgeKube.Controller.Store;

/// <summary>
/// Conditions and writes that happen together or not at all. Built up in one expression:
/// <c>new StoreTransaction().When(key, revision).Put(key, value)</c>. A key is written at most once.
/// </summary>
internal sealed class StoreTransaction
{
    public const int MaxWrites = 4096;
    public const int MaxKeyLength = 1024;
    public const int MaxValueBytes = 4 << 20;

    private readonly List<StoreCondition> _conditions = [];
    private readonly List<StoreWrite> _writes = [];
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    public IReadOnlyList<StoreCondition> Conditions => _conditions;

    public IReadOnlyList<StoreWrite> Writes => _writes;

    /// <summary>Only if the key's newest revision is this one; 0 means the key must not exist.</summary>
    public StoreTransaction When(string key, long modRevision)
    {
        _conditions.Add(new StoreCondition(key, modRevision));
        return this;
    }

    /// <param name="key">Where.</param>
    /// <param name="value">Kept without copying: do not change the bytes afterwards.</param>
    /// <param name="entered">See <see cref="StoreWrite"/>; it must be quick.</param>
    public StoreTransaction Put(string key, ReadOnlyMemory<byte> value, Action<StoreEntry>? entered = null) =>
        Add(new StoreWrite(key, value, IsVolatile: false, entered));

    /// <summary>
    /// Kept in memory only: takes a revision and is watched like any other, costs no write, and is gone after a restart
    /// (a key that was also put durably falls back to that value). For heartbeats and leases.
    /// </summary>
    public StoreTransaction PutVolatile(string key, ReadOnlyMemory<byte> value) => Add(new StoreWrite(key, value, IsVolatile: true));

    /// <summary>Deleting a key that does not exist changes nothing.</summary>
    public StoreTransaction Delete(string key) => Add(new StoreWrite(key, null, IsVolatile: false));

    private StoreTransaction Add(StoreWrite write)
    {
        // Half a surrogate pair would come back from the disk's UTF-8 as another key.
        if (write.Key.Length is < 2 or > MaxKeyLength || write.Key[0] != '/' || write.Key.Contains('\0')
            || write.Key.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') >= 0)
        {
            throw new ArgumentException($"key \"{write.Key}\": must begin with / and hold 2 to {MaxKeyLength} characters, no NUL and no surrogates");
        }

        if (write.Value is { Length: > MaxValueBytes } value)
        {
            throw new ArgumentException($"key \"{write.Key}\": the value has {value.Length} bytes; at most {MaxValueBytes} fit");
        }

        if (!_written.Add(write.Key) || _writes.Count == MaxWrites)
        {
            throw new ArgumentException($"key \"{write.Key}\": written twice in one transaction, or more than {MaxWrites} writes");
        }

        _writes.Add(write);
        return this;
    }
}
