using System.Runtime.CompilerServices;
using EdgeKube.Api;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>
/// Reads objects out of the store's memory. Each is decoded once per revision: what was decoded lives as long as the store's own
/// entry, so nothing needs to be thrown out.
/// </summary>
internal sealed class ObjectReader(IClusterStore store)
{
    private readonly ConditionalWeakTable<StoreEntry, ApiObject> _decoded = [];

    public long Revision => store.Revision;

    public ApiObject? Find(Kind kind, string? ns, string name) =>
        store.Find(kind.KeyOf(ns, name)) is { } entry ? Decode(kind, entry) : null;

    /// <param name="at">An earlier revision; null: the newest state.</param>
    /// <exception cref="CompactedException">That revision is forgotten.</exception>
    public ObjectList List(Kind kind, string? ns, long? at = null)
    {
        var range = at is { } revision ? store.RangeAt(kind.PrefixOf(ns), revision) : store.Range(kind.PrefixOf(ns));
        return new ObjectList(range.Revision, [.. range.Entries.Select(entry => Decode(kind, entry))]);
    }

    public ApiObject Decode(Kind kind, StoreEntry entry)
    {
        if (kind.Alias is { } alias)
        {
            return alias.FromStored(Decode(kind.Home, entry));
        }

        if (_decoded.TryGetValue(entry, out var known))
        {
            return known;
        }

        var obj = ObjectCodec.DecodeFromStore(kind, entry.Value, entry.ModRevision);
        return _decoded.TryAdd(entry, obj) || !_decoded.TryGetValue(entry, out known) ? obj : known;
    }
}
