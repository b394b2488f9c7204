namespace EdgeKube.Agent.Check;

/// <summary>A file system that something of ours is on.</summary>
/// <param name="Holds">What is on it, such as "the replica".</param>
/// <param name="Path">Where that is.</param>
internal sealed record DiskFacts(string Holds, string Path, long FreeBytes, long TotalBytes, bool IsReadOnly);
