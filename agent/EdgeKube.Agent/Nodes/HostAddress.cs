using System.Net.NetworkInformation;
using System.Net.Sockets;
using EdgeKube.Agent.Configuration;

namespace EdgeKube.Agent.Nodes;

/// <summary>The address under which this node is known: towards a controller, else any that it has.</summary>
internal static class HostAddress
{
    public static string Find(AgentOptions options) =>
        options.Controllers.Select(c => MachineReader.FindAddressTowards(c.DnsSafeHost, c.Port)).FirstOrDefault(a => a is not null) ?? FirstOwn() ?? "127.0.0.1";

    // Loopback and the pods' bridge are no way to this machine.
    private static string? FirstOwn() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(i => i.OperationalStatus == OperationalStatus.Up && i.NetworkInterfaceType != NetworkInterfaceType.Loopback && i.Name != "edgekube0")
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Where(a => !a.Address.IsIPv6LinkLocal)
        .OrderBy(a => a.Address.AddressFamily == AddressFamily.InterNetworkV6)
        .FirstOrDefault()?.Address.ToString();
}
