using System.Collections.Immutable;
using EdgeKube.Link.Sync;

namespace EdgeKube.Agent.Replica;

/// <summary>A whole set as one generation on disk holds it.</summary>
/// <param name="Generation">Counts the writes; the higher of two valid files is the truth.</param>
/// <param name="Version">Where the view came from; null when it never came, and for sets without one.</param>
/// <param name="Entries">Key (<c>Pod/default/web-1</c>) to object.</param>
internal sealed record ReplicaImage(long Generation, ViewVersion? Version, ImmutableDictionary<string, ReplicaEntry> Entries)
{
    public static ReplicaImage Empty { get; } = new(0, null, ImmutableDictionary.Create<string, ReplicaEntry>(StringComparer.Ordinal));

    /// <summary>What the link needs to know of it.</summary>
    public ReplicaState State => new(Entries.ToDictionary(e => e.Key, e => e.Value.Hash, StringComparer.Ordinal), Version);

    /// <summary>The next generation, with these changes.</summary>
    public ReplicaImage With(IEnumerable<SetUpsert> upserts, IEnumerable<string> deletes, ViewVersion? version)
    {
        var entries = Entries.ToBuilder();
        entries.RemoveRange(deletes);
        foreach (var upsert in upserts)
        {
            entries[upsert.Key] = new ReplicaEntry(upsert.Hash, upsert.Content);
        }

        return new ReplicaImage(Generation + 1, version ?? Version, entries.ToImmutable());
    }
}
