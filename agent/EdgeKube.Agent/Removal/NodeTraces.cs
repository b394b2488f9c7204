using System.ComponentModel;
using EdgeKube.Agent.Cgroups;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Network;
using EdgeKube.Agent.Pods;

namespace EdgeKube.Agent.Removal;

/// <summary>What a node without pods still has outside its data directory: network, cgroups, log directory.</summary>
internal static class NodeTraces
{
    /// <summary>Removes all of it that can be removed.</summary>
    /// <returns>What could not be, in words.</returns>
    public static IReadOnlyList<string> Remove(AgentOptions options)
    {
        var network = options.PodNetwork;
        var faults = new List<string>();
        Try(() => File.Delete(network.ConfigurationPath));
        Try(() => DeleteDirectory(network.IpamDirectory));
        Try(() => BridgeDevice.Delete(network.BridgeName));
        Try(() => RemoveCgroups(options.CgroupRoot));
        Try(() => DeleteIfEmpty(options.PodLogsDir));
        return faults;

        void Try(Action remove)
        {
            try
            {
                remove();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
            {
                faults.Add(e.Message);
            }
        }
    }

    private static void RemoveCgroups(string root)
    {
        var driver = CgroupDriver.OfThisHost(root);
        foreach (var path in Enum.GetValues<QosClass>().Select(qos => PodCgroupPlan.Parent(driver.Root, qos)).OrderByDescending(path => path.Length))
        {
            if (!driver.Tree.Remove(path))
            {
                throw new IOException($"cgroup {path} is in use");
            }
        }
    }

    private static void DeleteDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    // Another container runtime may log there as well.
    private static void DeleteIfEmpty(string path)
    {
        if (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())
        {
            Directory.Delete(path);
        }
    }
}
