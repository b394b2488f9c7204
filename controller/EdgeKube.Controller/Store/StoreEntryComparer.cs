namespace EdgeKube.Controller.Store;

/// <summary>Orders entries by key alone, ordinally.</summary>
internal sealed class StoreEntryComparer : IComparer<StoreEntry>
{
    public static readonly StoreEntryComparer Instance = new();

    public int Compare(StoreEntry? x, StoreEntry? y) => string.CompareOrdinal(x?.Key, y?.Key);

    /// <summary>Something to search for: equal to the entry of that key.</summary>
    public static StoreEntry Probe(string key) => new(key, default, 0, 0);
}
