namespace EdgeKube.Simulation;

/// <summary>A fault put in on purpose, at the seams around the shipped code, to see that the simulation finds it.</summary>
public enum Plant
{
    None,

    /// <summary>The network acknowledges deltas in the replica's name.</summary>
    ForgedAcks,

    /// <summary>Probes never arrive: as if the owner never asked again.</summary>
    NoProbes,

    /// <summary>The node's shell never rings the link's timer.</summary>
    DeafTimer,

    /// <summary>The node acts before the disk has it.</summary>
    ActBeforePersist,

    /// <summary>The change is acknowledged before it is on the disk.</summary>
    AckBeforeDurable,

    /// <summary>The disk's cache is never flushed: what was written lately is gone with the power.</summary>
    SkippedFsync,

    /// <summary>A node starts as if its disk were empty, and takes everything anew.</summary>
    ForgottenDisk,

    /// <summary>A change of the view is now and then acknowledged and dropped.</summary>
    LostDelta,

    /// <summary>Deletions of the view are acknowledged and not made.</summary>
    IgnoredDeletions,

    /// <summary>The digest that an agent starts with still counts what was deleted.</summary>
    DigestIgnoresDeletions,

    /// <summary>A change of what the node reports does not reach its link.</summary>
    LostReport,

    /// <summary>A node reports the time although nothing changed.</summary>
    Heartbeat,

    /// <summary>The replica says that it has more of a content in parts than it has.</summary>
    ResumeAtWrongOffset,

    /// <summary>One of the buckets that differ is not asked for.</summary>
    BucketIgnored,

    /// <summary>A node takes a foreign or older view by itself.</summary>
    ConflictIgnored,

    /// <summary>A controller that is started anew knows nothing of the conflict that the one before it found.</summary>
    ConflictForgotten,

    /// <summary>A message whose bits were flipped on the way looks as if it had been sent like that.</summary>
    SpoiledMessagesBelieved,

    /// <summary>The controller makes its end of the link before it knows the whole view.</summary>
    PartialView,

    /// <summary>A container's hash covers fields that a newer controller fills in by default.</summary>
    DefaultsInSpecHash,

    /// <summary>Pods are begun anew when the link comes back.</summary>
    RestartOnReconnect,

    /// <summary>A pod's worker plans on what it saw before it acted.</summary>
    StaleObservation,

    /// <summary>What the view does not name is ended although there never was a view.</summary>
    RemovesBeforeFirstView,

    /// <summary>Back-off is measured with the clock that jumps.</summary>
    WallClockBackoff,
}
