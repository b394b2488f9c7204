namespace EdgeKube.Agent.Runtime;

/// <param name="Name">For example containerd.</param>
/// <param name="Version">For example 1.6.20~ds1.</param>
internal sealed record RuntimeVersion(string Name, string Version);
