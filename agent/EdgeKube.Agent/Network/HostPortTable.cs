using System.Globalization;
using System.Net;
using System.Text;
using EdgeKube.Api;

namespace EdgeKube.Agent.Network;

/// <summary>The nftables rules that lead ports of the node to one pod: a table of its own for each pod, put in place and taken away in one step.</summary>
internal static class HostPortTable
{
    private const string Family = "ip";

    public static string Name(string uid) => $"edgekube_hostport_{uid.Replace('-', '_').Replace('.', '_')}";

    /// <summary>Takes the table away, whether it is there or not.</summary>
    public static string Remove(string uid) => $"add table {Family} {Name(uid)}\ndelete table {Family} {Name(uid)}\n";

    public static bool HasPorts(Pod pod)
        => pod.Spec?.HostNetwork != true && PodContainers.All(pod.Spec).Any(container => (container.Ports ?? []).Any(port => port.HostPort > 0));

    /// <summary>Null when the pod takes no port of the node.</summary>
    /// <param name="podIP">An IPv4 address.</param>
    public static string? Build(Pod pod, string podIP)
    {
        if (!HasPorts(pod) || !IPAddress.TryParse(podIP, out var address))
        {
            return null;
        }

        var ports = PodContainers.All(pod.Spec).SelectMany(container => container.Ports ?? []).Where(port => port.HostPort > 0);

        var text = new StringBuilder(Remove(pod.Uid));
        text.Append(CultureInfo.InvariantCulture, $"table {Family} {Name(pod.Uid)} {{\n  chain ports {{\n");
        foreach (var port in ports)
        {
            var protocol = (port.Protocol ?? "TCP").ToLowerInvariant();
            var at = IPAddress.TryParse(port.HostIP, out var host) && !host.Equals(IPAddress.Any) ? $"ip daddr {host} " : "";
            text.Append(CultureInfo.InvariantCulture, $"    {at}meta l4proto {protocol} th dport {port.HostPort} dnat to {address}:{port.Port}\n");
        }

        return text.Append("  }\n  chain prerouting {\n    type nat hook prerouting priority dstnat; policy accept;\n    fib daddr type local jump ports\n  }\n")
            .Append("  chain output {\n    type nat hook output priority -100; policy accept;\n    fib daddr type local jump ports\n  }\n")
            // Answers to the node itself, and to the pod that asks for its own port, must come back this way.
            .Append("  chain postrouting {\n    type nat hook postrouting priority srcnat; policy accept;\n")
            .Append(CultureInfo.InvariantCulture, $"    ip daddr {address} ip saddr 127.0.0.0/8 masquerade\n    ip daddr {address} ip saddr {address} masquerade\n  }}\n}}\n")
            .ToString();
    }
}
