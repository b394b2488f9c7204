using EdgeKube.Link.Sync;

namespace EdgeKube.Agent.Replica;

/// <summary>One object of a replica: its revision hash and its JSON.</summary>
internal readonly record struct ReplicaEntry(ContentHash Hash, ReadOnlyMemory<byte> Content);
