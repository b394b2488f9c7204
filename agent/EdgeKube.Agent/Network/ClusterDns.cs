namespace EdgeKube.Agent.Network;

/// <param name="Servers">Addresses of the cluster's name servers; empty where it has none.</param>
/// <param name="Domain">Such as cluster.local.</param>
internal sealed record ClusterDns(IReadOnlyList<string> Servers, string Domain);
