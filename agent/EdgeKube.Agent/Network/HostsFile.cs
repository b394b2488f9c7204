using System.Text;
using EdgeKube.Api;

namespace EdgeKube.Agent.Network;

/// <summary>The text of a pod's /etc/hosts, as the kubelet writes it.</summary>
internal static class HostsFile
{
    /// <param name="nodeHosts">The node's own file, for pods on its network.</param>
    public static string Build(Pod pod, IReadOnlyList<string> podIPs, PodNames names, string nodeHosts)
    {
        var text = new StringBuilder();
        if (pod.Spec?.HostNetwork == true)
        {
            text.Append("# Kubernetes-managed hosts file (host network).\n").Append(nodeHosts);
        }
        else
        {
            text.Append("# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n")
                .Append("fe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n");
            foreach (var ip in podIPs)
            {
                text.Append(ip).Append('\t').Append(names.Full.Length > 0 ? $"{names.Full}\t{names.Host}" : names.Host).Append('\n');
            }
        }

        return AddAliases(text, pod.Spec?.HostAliases ?? []).ToString();
    }

    private static StringBuilder AddAliases(StringBuilder text, IReadOnlyList<HostAlias> aliases)
    {
        if (aliases.Count > 0)
        {
            text.Append("\n# Entries added by HostAliases.\n");
        }

        foreach (var alias in aliases)
        {
            text.Append(alias.Ip).Append('\t').AppendJoin('\t', alias.Hostnames ?? []).Append('\n');
        }

        return text;
    }
}
