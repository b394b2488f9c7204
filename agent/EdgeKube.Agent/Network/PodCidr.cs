using System.Net;

namespace EdgeKube.Agent.Network;

internal static class PodCidr
{
    /// <summary>Whether it is a network, written as Kubernetes does, with room for a gateway and pods.</summary>
    public static bool IsValid(string podCidr) => IPNetwork.TryParse(podCidr, out var network) && network.PrefixLength is > 0 and <= 30 && network.ToString() == podCidr;
}
