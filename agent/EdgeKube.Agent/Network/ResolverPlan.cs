using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Network;

/// <summary>Decides where a pod looks names up.</summary>
internal static class ResolverPlan
{
    private static readonly DnsConfig Empty = new([], [], []);

    /// <param name="cluster">The cluster's name server; without one, a pod that wants it gets the node's, as on a kubelet.</param>
    /// <param name="nodeResolver">Reads the node's /etc/resolv.conf; called when it is needed.</param>
    /// <returns>Null: the node's own resolv.conf as it is.</returns>
    public static DnsConfig? Build(Pod pod, ClusterDns cluster, Func<string> nodeResolver)
    {
        var spec = pod.Spec;
        var wantsCluster = spec?.DnsPolicy is "ClusterFirstWithHostNet" || (spec is { DnsPolicy: null or "ClusterFirst", HostNetwork: false });
        if (spec?.DnsPolicy == "None")
        {
            return Add(Empty, spec.DnsConfig);
        }

        if (wantsCluster && cluster.Servers.Count > 0)
        {
            var node = Read(nodeResolver());
            return Add(
                new DnsConfig(
                    cluster.Servers,
                    [$"{pod.Namespace}.svc.{cluster.Domain}", $"svc.{cluster.Domain}", cluster.Domain, .. node.Searches],
                    ["ndots:5"]),
                spec!.DnsConfig);
        }

        return spec?.DnsConfig is { } own ? Add(Read(nodeResolver()), own) : null;
    }

    public static DnsConfig Read(string resolvConf)
    {
        var (servers, searches, options) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var line in resolvConf.Split('\n'))
        {
            switch (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                case ["nameserver", var server, ..]:
                    servers.Add(server);
                    break;
                case ["search", .. var found]:
                    searches = [.. found];
                    break;
                case ["options", .. var found]:
                    options = [.. found];
                    break;
            }
        }

        return new DnsConfig(servers, searches, options);
    }

    private static DnsConfig Add(DnsConfig to, PodDnsConfig? own) => own is null ? to : new(
        Distinct(to.Servers, own.Nameservers ?? []),
        Distinct(to.Searches, own.Searches ?? []),
        AddOptions(to.Options, own.Options ?? []));

    private static List<string> Distinct(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        var all = new List<string>(first);
        foreach (var item in second)
        {
            if (!all.Contains(item))
            {
                all.Add(item);
            }
        }

        return all;
    }

    // An option of the pod takes the place of the one of its name.
    private static List<string> AddOptions(IReadOnlyList<string> first, IReadOnlyList<PodDnsConfigOption> second)
    {
        var all = new List<string>(first);
        foreach (var option in second)
        {
            var text = string.IsNullOrEmpty(option.Value) ? option.Name ?? "" : $"{option.Name}:{option.Value}";
            var at = all.FindIndex(known => known.Split(':')[0] == option.Name);
            if (at >= 0)
            {
                all[at] = text;
            }
            else
            {
                all.Add(text);
            }
        }

        return all;
    }
}
