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
    public static readonly EvictionSignal Pids = new("pid.available", "PIDPressure", "pids");

    public static readonly IReadOnlyList<EvictionSignal> All = [Memory, Disk, Inodes, Pids];
}
