namespace EdgeKube.Controller.Hosting;

/// <summary>The configuration names another network than the one that the cluster lives in.</summary>
internal sealed class ClusterNetworkException(string message) : Exception(message);
