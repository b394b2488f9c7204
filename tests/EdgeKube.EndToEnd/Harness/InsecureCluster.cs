namespace EdgeKube.EndToEnd.Harness;

/// <summary>A cluster without TLS, for tests that speak its frames themselves.</summary>
public sealed class InsecureCluster() : Cluster(nodes: 1, insecure: true);
