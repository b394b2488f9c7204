namespace EdgeKube.Agent.Pressure;

/// <summary>What the node had at one look.</summary>
/// <param name="Supplies">By signal; one that could not be read is not in it.</param>
/// <param name="DiskFault">Why nothing can be written to the node's disk, or null.</param>
/// <param name="MemoryStall">Of the last ten seconds, the percentage in which something waited for memory (PSI); 0 where the kernel does not tell.</param>
internal sealed record NodeSupplies(IReadOnlyDictionary<EvictionSignal, Supply> Supplies, DiskFault? DiskFault, double MemoryStall);
