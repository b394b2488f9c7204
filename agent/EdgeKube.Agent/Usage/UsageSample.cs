namespace EdgeKube.Agent.Usage;

/// <summary>Counters of the node and its containers at one moment.</summary>
/// <param name="At">A timestamp of the monotonic clock.</param>
/// <param name="Containers">By container id.</param>
internal sealed record UsageSample(long At, CgroupCounters Node, IReadOnlyDictionary<string, (string Uid, string Name, CgroupCounters Counters)> Containers);
