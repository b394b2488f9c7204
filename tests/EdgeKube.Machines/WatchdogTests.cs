using EdgeKube.Machines.Harness;

namespace EdgeKube.Machines;

/// <summary>An agent that hangs.</summary>
public sealed class WatchdogTests
{
    // Of a stopped process nobody but the watchdog can tell: it still exists and holds its sockets. One loop that is stuck is worse: all others go on.
    [Fact]
    public async Task Agent_ThatHangsAsAWholeOrInOneLoop_IsStartedAnewAndPodsNeverNotice()
    {
        await using var site = await Site.InstallAsync(nodes: 1);
        var node = site.Nodes[0];
        await node.MustAsync("mkdir", "-p", "/etc/systemd/system/edgekube-agent.service.d");
        await File.WriteAllTextAsync(node.PathOf("/etc/systemd/system/edgekube-agent.service.d/test.conf"), "[Service]\nWatchdogSec=10\n");
        await node.MustAsync("systemctl", "daemon-reload");
        await node.MustAsync("systemctl", "restart", "edgekube-agent");
        await site.MustAsync(Manifests.Sleepers(2), "apply", "-f", "-");
        var before = (await site.RunningAsync(2)).OrderBy(pod => pod.Name).ToList();

        await StartedAnewAsync(site, node, before, pid => node.MustAsync("kill", "-STOP", pid));
        await StartedAnewAsync(site, node, before, _ => node.MustAsync("sh", "-c", "echo pods >/run/edgekube/stuck"));

        await node.UntilAsync(text => text.Contains("watchdog", StringComparison.OrdinalIgnoreCase), "journalctl", "--no-pager", "-u", "edgekube-agent");
        Assert.Contains("the worker of pod \"default/", await node.MustAsync("journalctl", "--no-pager", "-u", "edgekube-agent"), StringComparison.Ordinal);
    }

    private static async Task StartedAnewAsync(Site site, Machine node, IReadOnlyList<SitePod> before, Func<string, Task> hang)
    {
        var pid = await MainPidAsync(node);
        await hang(pid);
        await node.UntilAsync(text => text.Trim() != pid && text.Trim() is not ("" or "0"), "systemctl", "show", "--property=MainPID", "--value", "edgekube-agent");
        await site.NodeIsAsync("node1", "Ready");
        Assert.Equal(before, (await site.RunningAsync(before.Count)).OrderBy(pod => pod.Name));
    }

    private static async Task<string> MainPidAsync(Machine node) => (await node.MustAsync("systemctl", "show", "--property=MainPID", "--value", "edgekube-agent")).Trim();
}
