namespace EdgeKube.Agent.Volumes;

/// <summary>What was found when it was last measured what a pod has written.</summary>
/// <param name="Excess">What is more than it may be, in the kubelet's sentence; null when nothing is.</param>
/// <param name="NextAt">When it is measured again (uptime).</param>
internal sealed record StorageUse(string? Excess, TimeSpan NextAt);
