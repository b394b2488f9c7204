using System.Collections.Concurrent;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Network;

/// <summary>Keeps the node's ports leading to the pods that take them.</summary>
internal sealed class HostPorts(string bridge)
{
    // By uid: the table as it is; empty when there is none.
    private readonly ConcurrentDictionary<string, string> _tables = new();

    /// <summary>The ports lead to the pod for as long as it has its address.</summary>
    /// <exception cref="IOException">The kernel refuses the rules.</exception>
    public void Follow(Pod? pod, ObservedPod observed)
    {
        if (pod is null || !HostPortTable.HasPorts(pod))
        {
            return;
        }

        var table = observed.ReadySandbox?.IPs is [var ip, ..] ? HostPortTable.Build(pod, ip) ?? "" : "";
        if (_tables.GetValueOrDefault(pod.Uid) == table)
        {
            return;
        }

        if (table.Length > 0)
        {
            // Without this the kernel drops what the node sends to its own 127.0.0.1 and the rules lead to a pod.
            File.WriteAllText($"/proc/sys/net/ipv4/conf/{bridge}/route_localnet", "1");
        }

        Nftables.Run(table.Length > 0 ? table : HostPortTable.Remove(pod.Uid));
        _tables[pod.Uid] = table;
    }

    /// <summary>Nothing of the pod is left.</summary>
    /// <param name="isUnknown">It is not known what it was: it may have a table from a former run of this program.</param>
    public void Remove(string uid, bool isUnknown)
    {
        try
        {
            if (_tables.TryRemove(uid, out var table) ? table.Length > 0 : isUnknown)
            {
                Nftables.Run(HostPortTable.Remove(uid));
            }
        }
        catch (IOException) when (isUnknown)
        {
            // Where there is no nftables there are no tables.
        }
    }
}
