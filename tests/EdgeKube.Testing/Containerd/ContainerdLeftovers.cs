using System.Security.Cryptography;
using System.Text;

namespace EdgeKube.Testing.Containerd;

/// <summary>Removes everything that one slot's containerd, its shims and its network have made. It may be called at any time and twice.</summary>
internal static class ContainerdLeftovers
{
    public static void Remove(ContainerdSlot slot)
    {
        var shims = ProcessTable.Read().Where(p => BelongsTo(p, slot)).ToList();
        EndWithDescendants(shims);
        RemoveShimSockets(slot);
        Unmount(slot);
        RemoveNetwork(slot);
        RemoveCgroups(slot);
        if (Directory.Exists(slot.Directory))
        {
            Directory.Delete(slot.Directory, recursive: true);
        }
    }

    /// <summary>containerd itself and its shims name the slot's directory in their arguments.</summary>
    private static bool BelongsTo(ProcessTable.Entry process, ContainerdSlot slot) =>
        process.Arguments.Count > 0
        && Path.GetFileName(process.Arguments[0]).StartsWith("containerd", StringComparison.Ordinal)
        && process.Arguments.Any(a => a == $"{slot.Directory}/c.sock" || a == $"{slot.Directory}/config.toml");

    private static void EndWithDescendants(IReadOnlyList<ProcessTable.Entry> roots)
    {
        var ids = roots.Select(p => p.Id).ToHashSet();
        for (var grown = true; grown;)
        {
            grown = ProcessTable.Read().Count(p => ids.Contains(p.ParentId) && ids.Add(p.Id)) > 0;
        }

        // Parents first, or a shim would see its container end and report it to nobody for a while.
        foreach (var id in ids)
        {
            _ = Native.Kill(id, Native.SigKill);
        }

        Eventually.TrueNow(() => ids.All(id => !ProcessTable.IsAlive(id)), TimeSpan.FromSeconds(10));
    }

    private static void RemoveShimSockets(ContainerdSlot slot)
    {
        var tasks = $"{slot.Directory}/state/io.containerd.runtime.v2.task/k8s.io";
        foreach (var bundle in Directory.Exists(tasks) ? Directory.GetDirectories(tasks) : [])
        {
            var address = Path.Combine(bundle, "address");
            if (File.Exists(address) && File.ReadAllText(address) is var text && text.StartsWith("unix:///run/containerd/s/", StringComparison.Ordinal))
            {
                File.Delete(text["unix://".Length..]);
            }
        }
    }

    private static void Unmount(ContainerdSlot slot)
    {
        var mounts = File.ReadLines("/proc/self/mountinfo")
            .Select(line => line.Split(' ')[4])
            .Where(path => path.StartsWith(slot.Directory + "/", StringComparison.Ordinal));
        foreach (var mount in mounts.OrderByDescending(path => path.Length).ToList())
        {
            Command.Run("umount", "-l", mount);
        }
    }

    private static void RemoveNetwork(ContainerdSlot slot)
    {
        if (Directory.Exists($"/sys/class/net/{slot.Name}"))
        {
            Command.Run("ip", "link", "delete", slot.Name);
        }

        RemoveMasquerading(slot);
        RemoveCached(slot);
    }

    /// <summary>What the CNI library keeps of each sandbox, on the host's disk; containerd never removes the loopback's.</summary>
    private static void RemoveCached(ContainerdSlot slot)
    {
        const string Results = "/var/lib/cni/results";
        foreach (var cached in Directory.Exists(Results) ? Directory.GetFiles(Results) : [])
        {
            try
            {
                if (File.ReadAllText(cached).Contains($"\"sandbox\":\"{slot.Directory}/", StringComparison.Ordinal))
                {
                    File.Delete(cached);
                }
            }
            catch (FileNotFoundException)
            {
                // Another containerd's, which removed it.
            }
        }
    }

    /// <summary>The bridge plugin gives each sandbox a chain: made first, filled next, jumped to last, and a kill may come between any two.</summary>
    private static void RemoveMasquerading(ContainerdSlot slot)
    {
        var lines = Command.Run("iptables-save", "-t", "nat").Output.Split('\n');
        var rules = lines.Where(line => line.StartsWith("-A ", StringComparison.Ordinal) && line.Contains($"name: \\\"{slot.Name}\\\"", StringComparison.Ordinal)).ToLookup(line => line.Split(' ')[1] == "POSTROUTING");
        var sandboxes = $"{slot.Directory}/root/io.containerd.grpc.v1.cri/sandboxes";
        var planned = Directory.Exists(sandboxes) ? Directory.GetDirectories(sandboxes).Select(path => ChainName(slot.Name, Path.GetFileName(path))) : [];
        var chains = rules[false].Select(rule => rule.Split(' ')[1])
            .Concat(rules[true].Select(rule => rule.Split(' ')[^1]))
            .Concat(planned.Where(chain => lines.Any(line => line.StartsWith($":{chain} ", StringComparison.Ordinal))))
            .ToHashSet();
        if (chains.Count > 0)
        {
            string[] script = ["*nat", .. rules[true].Select(rule => "-D" + rule[2..]), .. chains.Select(chain => $"-F {chain}"), .. chains.Select(chain => $"-X {chain}"), "COMMIT"];
            Command.MustRun("iptables-restore", ["--noflush", "--wait"], script);
        }
    }

    /// <summary>As the CNI plugins form it.</summary>
    private static string ChainName(string network, string sandbox) =>
        "CNI-" + Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(network + sandbox)))[..24];

    private static void RemoveCgroups(ContainerdSlot slot)
    {
        foreach (var hierarchy in Directory.GetDirectories("/sys/fs/cgroup").Append("/sys/fs/cgroup"))
        {
            var root = Path.Combine(hierarchy, slot.Name);
            if (!Directory.Exists(root))
            {
                continue;
            }

            // A cgroup is removed by rmdir alone; its files cannot be deleted.
            foreach (var directory in Directory.GetDirectories(root, "*", SearchOption.AllDirectories).OrderByDescending(path => path.Length).Append(root))
            {
                Eventually.TrueNow(() => Native.RemoveDirectory(directory), TimeSpan.FromSeconds(2));
            }
        }
    }
}
