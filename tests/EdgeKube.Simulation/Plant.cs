namespace EdgeKube.Simulation;

/// <summary>A fault put in on purpose, to see that the simulation finds it.</summary>
public enum Plant
{
    None,

    /// <summary>The network acknowledges deltas in the replica's name.</summary>
    ForgedAcks,

    /// <summary>Probes never arrive: as if the owner never asked again.</summary>
    NoProbes,

    /// <summary>The node acts before the disk has it.</summary>
    ActBeforePersist,

    /// <summary>A node starts as if its disk were empty, and takes everything anew.</summary>
    ForgottenDisk,

    /// <summary>A node reports the time although nothing changed.</summary>
    Heartbeat,

    /// <summary>The node says that a change is durable, and loses it in a crash.</summary>
    LyingDisk,
}
