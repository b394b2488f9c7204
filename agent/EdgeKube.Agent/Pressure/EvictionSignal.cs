namespace EdgeKube.Agent.Pressure;

/// <summary>What may run short, in the kubelet's names.</summary>
/// <param name="Name">Such as <c>memory.available</c>.</param>
/// <param name="Condition">The node's condition that says so.</param>
/// <param name="Resource">What messages call it.</param>
internal sealed record EvictionSignal(string Name, string Condition, string Resource)
{
    public static readonly EvictionSignal Memory = new("memory.available", "MemoryPressure", "memory");
    public static readonly EvictionSignal Disk = new("nodefs.available", "DiskPressure", "ephemeral-storage");
    public static readonly EvictionSignal Inodes = new("nodefs.inodesFree", "DiskPressure", "inodes");
    public static readonly EvictionSignal ImageDisk = new("imagefs.available", "DiskPressure", "ephemeral-storage");
    public static readonly EvictionSignal ImageInodes = new("imagefs.inodesFree", "DiskPressure", "inodes");

    /// <summary>Not the kubelet's: how much of the time something could run at all, in hundredths of a percent (PSI).</summary>
    public static readonly EvictionSignal Stall = new("memory.stalled", "MemoryPressure", "memory");
    public static readonly EvictionSignal Pids = new("pid.available", "PIDPressure", "pids");

    /// <summary>It is evicted for memory.</summary>
    public bool IsMemory => Condition == Memory.Condition;

    /// <summary>It is evicted for what was written.</summary>
    public bool IsDisk => Condition == Disk.Condition;

    public static readonly IReadOnlyList<EvictionSignal> All = [Memory, Stall, Disk, Inodes, ImageDisk, ImageInodes, Pids];
}
