namespace EdgeKube.Agent.Network;

internal sealed class PodNetworkOptions
{
    /// <summary>The file that makes the network known to the container runtime.</summary>
    public string ConfigurationPath => Path.Combine(CniConfDirectory, "10-edgekube.conflist");

    /// <summary>Where the container runtime looks for networks.</summary>
    public string CniConfDirectory { get; init; } = "/etc/cni/net.d";

    public string BridgeName { get; init; } = "edgekube0";

    public string NetworkName { get; init; } = "edgekube";

    /// <summary>Where the CNI library keeps what it did for each sandbox; on the disk, and not configurable in containerd.</summary>
    public string CniResultsDirectory { get; init; } = "/var/lib/cni/results";

    /// <summary>Addresses in use; under /run, so that a boot, which ends all pods, also frees their addresses.</summary>
    public string IpamDirectory { get; init; } = "/run/edgekube/ipam";
}
