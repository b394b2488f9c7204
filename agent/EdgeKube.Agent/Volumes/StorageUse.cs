namespace EdgeKube.Agent.Volumes;

/// <summary>What was found when a pod's volumes were last measured.</summary>
/// <param name="Overfull">An emptyDir that holds more than it may, with its limit; null when none does.</param>
/// <param name="NextAt">When they are measured again (uptime).</param>
internal sealed record StorageUse((string Name, string Limit)? Overfull, TimeSpan NextAt);
