using EdgeKube.Machines.Harness;

namespace EdgeKube.Machines;

/// <summary>Other versions of the packages over the installed ones, by apt.</summary>
public sealed class UpgradeTests
{
    private const string Newer = "9.9.9";

    [Fact]
    public async Task Agent_UpgradedAndDowngraded_RestartsNoContainer()
    {
        await using var site = await Site.InstallAsync(nodes: 1);
        await site.MustAsync(Manifests.Sleepers(3), "apply", "-f", "-");
        var before = await site.RunningAsync(3);
        var node = site.Nodes[0];
        var pid = await MainPidAsync(node);

        await node.InstallAsync(Packages.Find(await Packages.MakeAsync(Newer), "agent"));
        Assert.Equal(Newer, await VersionAsync(node));
        var upgraded = await MainPidAsync(node);
        Assert.NotEqual(pid, upgraded);
        await site.NodeIsAsync("node1", "Ready");
        Assert.Equal(before.OrderBy(pod => pod.Name), (await site.RunningAsync(3)).OrderBy(pod => pod.Name));

        await node.InstallAsync(Packages.Find(await Packages.MakeAsync(), "agent"));
        Assert.NotEqual(Newer, await VersionAsync(node));
        Assert.NotEqual(upgraded, await MainPidAsync(node));
        await site.NodeIsAsync("node1", "Ready");
        Assert.Equal(before.OrderBy(pod => pod.Name), (await site.RunningAsync(3)).OrderBy(pod => pod.Name));
    }

    private static async Task<string> MainPidAsync(Machine node) =>
        (await node.UntilAsync(pid => pid.Trim() is not ("" or "0"), "systemctl", "show", "--property=MainPID", "--value", "edgekube-agent")).Trim();

    private static async Task<string> VersionAsync(Machine node) => await node.MustAsync("dpkg-query", "-W", "-f=${Version}", "edgekube-agent");
}
