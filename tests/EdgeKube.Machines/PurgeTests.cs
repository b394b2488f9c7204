using EdgeKube.Machines.Harness;

namespace EdgeKube.Machines;

/// <summary>Packages that go as if they had never been there.</summary>
public sealed class PurgeTests
{
    [Fact]
    public async Task Purge_WithPodsRunning_LeavesNothingBehind()
    {
        await using var site = await Site.InstallAsync(nodes: 1);
        var node = site.Nodes[0];
        await site.MustAsync(Manifests.Sleepers(2), "apply", "-f", "-");
        await site.RunningAsync(2);

        // Removed only, the pods go on: somebody may be about to install another version.
        await node.MustAsync("apt-get", "remove", "-y", "-q", "edgekube-agent");
        Assert.Equal(4, await TasksAsync(node));

        await node.MustAsync("apt-get", "purge", "-y", "-q", "edgekube-agent");
        Assert.Equal(0, await TasksAsync(node));
        Assert.Equal("", await node.MustAsync("ctr", "-n", "k8s.io", "containers", "list", "-q"));
        Assert.Equal("", await FindAsync(node, "*edgekube*"));
        Assert.Equal("", await FindAsync(node, "*kubepods*"));
        Assert.DoesNotContain("edgekube", await node.MustAsync("ip", "link"), StringComparison.Ordinal);
        Assert.DoesNotContain("CNI-", await node.MustAsync("iptables-save"), StringComparison.Ordinal);
        Assert.DoesNotContain("edgekube", await node.MustAsync("nft", "list", "ruleset"), StringComparison.Ordinal);

        await site.Controller.MustAsync("apt-get", "purge", "-y", "-q", "edgekube-controller", "edgekube-cli");
        Assert.Equal("", await FindAsync(site.Controller, "*edgekube*"));
        Assert.Equal("", await FindAsync(site.Controller, "*edgectl*"));
    }

    private static async Task<int> TasksAsync(Machine node) =>
        (await node.MustAsync("ctr", "-n", "k8s.io", "tasks", "list", "-q")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    // What apt, dpkg and the journal remember is theirs, and /opt is where the test put the packages.
    private static Task<string> FindAsync(Machine node, string name) => node.MustAsync(
        "find", "/", "-ignore_readdir_race", "(", "-path", "/proc", "-o", "-path", "/opt", "-o", "-path", "/var/lib/containerd", "-o", "-path", "/var/cache", "-o", "-path", "/var/log", ")", "-prune", "-o", "-name", name, "-print");
}
