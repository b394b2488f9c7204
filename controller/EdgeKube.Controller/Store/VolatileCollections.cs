namespace EdgeKube.Controller.Store;

/// <summary>
/// Volatile entries are gone after a restart, without events. So the file remembers which collections ever held one, and
/// a watch on them cannot resume from before the restart. A collection is a key's first segment: <c>/leases.coordination.k8s.io/</c>.
/// </summary>
internal static class VolatileCollections
{
    public static string Of(string key)
    {
        var slash = key.IndexOf('/', 1);
        return slash < 0 ? key : key[..(slash + 1)];
    }

    public static bool Overlap(string collection, string watchPrefix) =>
        collection.StartsWith(watchPrefix, StringComparison.Ordinal) || watchPrefix.StartsWith(collection, StringComparison.Ordinal);
}
