using EdgeKube.Link;
using EdgeKube.Link.Sync;

namespace EdgeKube.Simulation;

/// <summary>What a node's card holds: all of a change or nothing of it, as atomic replace with fsync gives.</summary>
internal sealed class SimulatedDisk
{
    public Dictionary<string, ReadOnlyMemory<byte>> Contents { get; private set; } = [];

    public ViewVersion? Version { get; private set; }

    public ReplicaState Load() => new(Contents.ToDictionary(c => c.Key, c => ContentHash.Of(c.Value.Span)), Version);

    public ContentHash? FindHash(string key) => Contents.TryGetValue(key, out var content) ? ContentHash.Of(content.Span) : null;

    public void Persist(LinkEffect.Apply apply)
    {
        foreach (var upsert in apply.Upserts)
        {
            Contents[upsert.Key] = upsert.Content;
        }

        foreach (var key in apply.Deletes)
        {
            Contents.Remove(key);
        }

        Version = apply.Version;
    }
}
