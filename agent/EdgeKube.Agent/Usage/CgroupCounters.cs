namespace EdgeKube.Agent.Usage;

/// <summary>What a cgroup counts.</summary>
/// <param name="CpuNanos">CPU time since it was made.</param>
/// <param name="Memory">The working set in bytes: what is used without the part of the page cache that was not needed lately, as the kubelet counts it.</param>
internal readonly record struct CgroupCounters(long CpuNanos, long Memory);
