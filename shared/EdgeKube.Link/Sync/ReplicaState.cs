namespace EdgeKube.Link.Sync;

/// <summary>What a replica holds when it is made: at the node, what its disk gave; contents stay with the shell.</summary>
/// <param name="Entries">Key to revision hash (<see cref="ContentHash.Of"/> of the content kept).</param>
/// <param name="Version">The view's version kept beside them; null when no view was ever held, and for reports.</param>
public sealed record ReplicaState(IReadOnlyDictionary<string, ContentHash> Entries, ViewVersion? Version)
{
    /// <summary>Nothing was ever held.</summary>
    public static ReplicaState Empty { get; } = new(new Dictionary<string, ContentHash>(), null);
}
