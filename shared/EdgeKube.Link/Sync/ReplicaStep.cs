using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Sync;

/// <summary>What a replica wants: at most one of these per step.</summary>
public abstract record ReplicaStep
{
    private ReplicaStep()
    {
    }

    /// <summary>Send this to the owner.</summary>
    public sealed record Reply(Frame Frame) : ReplicaStep;

    /// <summary>Make this durable, then say <see cref="SetReplica.Applied"/>.</summary>
    public sealed record Apply(long Token, IReadOnlyList<SetUpsert> Upserts, IReadOnlyList<string> Deletes, ViewVersion? Version) : ReplicaStep;
}
