using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>What a cluster of build.sh's scripts has on this machine, wherever such a thing could be.</summary>
internal static class Machine
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>The sockets of a cluster's shims, which lie outside of all that bears its name.</summary>
    public static IReadOnlyList<string> ShimSockets(string run) =>
        [.. Directory.GetFiles(run, "address", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Select(file => File.ReadAllText(file).Replace("unix://", "", StringComparison.Ordinal))
            .Distinct()];

    /// <summary>The claim that a start in this directory holds now, or null.</summary>
    public static string? FindClaim(string directory) =>
        Directory.GetDirectories("/run", "ek-??").FirstOrDefault(claim => OwnerOf(claim) == directory);

    /// <summary>Waits until nothing is left. The kernel ends a network namespace a moment after its last process.</summary>
    public static async Task HoldsNothingAsync(string directory, string? run, IEnumerable<string>? shimSockets = null)
    {
        IReadOnlyList<string> left = [];
        try
        {
            await Eventually.True(
                async () => (left = [.. await FindAsync(directory, run), .. (shimSockets ?? []).Where(File.Exists)]).Count == 0, Limit, TimeSpan.FromMilliseconds(100));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"left behind by the cluster in {directory}:\n{string.Join('\n', left)}");
        }
    }

    private static async Task<IReadOnlyList<string>> FindAsync(string directory, string? run)
    {
        string?[] found = [Directory.Exists(directory) ? directory : null, FindClaim(directory)];
        var left = found.OfType<string>().Concat(Naming($"{directory}/"));
        if (run is null || (Directory.Exists(run) && OwnerOf(run) != directory))
        {
            // It never had a number, or another cluster has that number by now.
            return [.. left];
        }

        return [.. left, .. Naming($"{run}/"), .. Named(Path.GetFileName(run)[3..], run), .. await FirewallAsync(run)];
    }

    private static IEnumerable<string> Naming(string prefix)
    {
        var processes = ProcessTable.Read()
            .Where(process => process.Arguments.Any(argument => argument.Contains(prefix, StringComparison.Ordinal)))
            .Select(process => $"process {process.Id}: {string.Join(' ', process.Arguments)}");
        var mounts = File.ReadLines("/proc/self/mounts").Where(line => line.Contains(prefix, StringComparison.Ordinal)).Select(line => $"mount {line}");
        return processes.Concat(mounts);
    }

    private static IEnumerable<string> Named(string id, string run)
    {
        IEnumerable<string> cgroups = Directory.GetDirectories("/sys/fs/cgroup").Append("/sys/fs/cgroup").SelectMany(tree => Directory.GetDirectories(tree, $"ek-{id}-*"));
        var namespaces = Directory.Exists("/run/netns") ? Directory.GetFiles("/run/netns", $"ek-{id}-*") : [];
        var links = Directory.GetFileSystemEntries("/sys/class/net", $"ek{id}v*").Concat(Directory.GetFileSystemEntries("/sys/class/net", $"ekb{id}"));
        var results = Directory.Exists("/var/lib/cni/results")
            ? Directory.GetFiles("/var/lib/cni/results").Where(file => Text(file).Contains($"{run}/", StringComparison.Ordinal))
            : [];
        return cgroups.Concat(namespaces).Concat(links).Concat(results).Concat(Directory.Exists(run) ? [run] : []);
    }

    private static async Task<IEnumerable<string>> FirewallAsync(string run)
    {
        var rules = (await Shell.RunAsync("nft", ["list", "ruleset"])).Output + (await Shell.RunAsync("iptables-save", [])).Output;
        var subnet = $"10.199.{Convert.ToInt32(Path.GetFileName(run)[3..], 16)}.";
        return rules.Split('\n').Where(line => line.Contains(subnet, StringComparison.Ordinal));
    }

    private static string? OwnerOf(string claim) =>
        Text(Path.Combine(claim, "cluster")).Split('\n').FirstOrDefault(line => line.StartsWith("DIR=", StringComparison.Ordinal))?[4..];

    // Gone meanwhile is as good as empty.
    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
