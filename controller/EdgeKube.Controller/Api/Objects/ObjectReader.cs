using EdgeKube.Api;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>
/// Reads objects out of the store's memory. Each is decoded once per revision, for as long as somebody asks for it now and then.
/// </summary>
internal sealed class ObjectReader(IClusterStore store)
{
    private readonly DecodedObjects _decoded = new();

    public long Revision => store.Revision;

    public ApiObject? Find(Kind kind, string? ns, string name) =>
        store.Find(kind.KeyOf(ns, name)) is { } entry ? Decode(kind, entry) : null;

    /// <param name="at">An earlier revision; null: the newest state.</param>
    /// <exception cref="CompactedException">That revision is forgotten.</exception>
    public StoreRange Range(Kind kind, string? ns, long? at = null) =>
        at is { } revision ? store.RangeAt(kind.PrefixOf(ns), revision) : store.Range(kind.PrefixOf(ns));

    public ObjectList List(Kind kind, string? ns)
    {
        var range = Range(kind, ns);
        var items = new ApiObject[range.Entries.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Decode(kind, range.Entries[i]);
        }

        return new ObjectList(range.Revision, items);
    }

    public ApiObject Decode(Kind kind, StoreEntry entry)
    {
        if (kind.Alias is { } alias)
        {
            return alias.FromStored(Decode(kind.Home, entry));
        }

        return _decoded.Find(entry) ?? _decoded.Add(entry, ObjectCodec.DecodeFromStore(kind, entry.Value, entry.ModRevision));
    }

    /// <summary>As of the entry's revision; for who has just written it and knows what it says.</summary>
    public void Remember(StoreEntry entry, ApiObject obj) => _decoded.Add(entry, ObjectCodec.WithResourceVersion(obj, entry.ModRevision));

    /// <summary>The entry that an object was read from, if that is still the newest; else null.</summary>
    public StoreEntry? FindEntry(Kind kind, ApiObject obj) => store.Find(kind.KeyOf(obj)) is { } entry && ReferenceEquals(_decoded.Find(entry), obj) ? entry : null;

    /// <summary>Lets go of what nobody has asked for in a while; returns about how many bytes of memory it took.</summary>
    public long Forget() => _decoded.Forget();
}
