using System.Diagnostics;
using System.Globalization;
using EdgeKube.Machines.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.Machines;

/// <summary>A site as a person sets it up: apt, one join line for each device, a manifest from outside; then everything is rebooted.</summary>
public sealed class SiteTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Site_InstalledAndJoined_RunsWhatIsAppliedThroughEveryReboot()
    {
        await using var site = await Site.InstallAsync(nodes: 2);
        output.WriteLine($"figure: apt install of the agent to a Ready node: {site.InstallToReady.TotalSeconds:F1} s");
        await site.MustAsync(Manifests.Sleepers(4), "apply", "-f", "-");
        var first = await site.RunningAsync(4);
        Assert.Equal(["node1", "node2"], first.Select(pod => pod.Node).Distinct().Order());

        // A node reboots: its pods run again, the others never noticed.
        var since = Stopwatch.GetTimestamp();
        await site.Nodes[0].RebootAsync();
        await site.Nodes[0].UntilAsync(tasks => tasks.Split('\n').Count(line => line.Contains("RUNNING", StringComparison.Ordinal)) >= 4, "ctr", "-n", "k8s.io", "tasks", "list");
        output.WriteLine($"figure: boot of a machine with two pods to all of them running: {Stopwatch.GetElapsedTime(since).TotalSeconds:F1} s");
        await site.NodeIsAsync("node1", "Ready");

        // Until the node has told of it, the API shows what ran before.
        IReadOnlyList<SitePod> second = [];
        await Eventually.True(async () => !Ids(first, "node1").Intersect(Ids(second = await site.RunningAsync(4), "node1")).Any(), TimeSpan.FromMinutes(2), TimeSpan.FromMilliseconds(200));

        // It was told that the machine goes down, so nothing need be verified.
        Assert.DoesNotContain("Images were verified", await site.Nodes[0].MustAsync("journalctl", "--no-pager", "-b", "-u", "edgekube-agent"), StringComparison.Ordinal);
        Assert.Equal(Ids(first, "node2"), Ids(second, "node2"));

        output.WriteLine($"figure: start of the agent to its node's being ready: {await StartToReadyAsync(site.Nodes[1]):F2} s");

        // The controller reboots: nothing happens to any pod.
        await site.Controller.RebootAsync();
        await site.NodeIsAsync("node1", "Ready");
        await site.NodeIsAsync("node2", "Ready");
        var third = await site.RunningAsync(4);
        Assert.Equal(second.OrderBy(pod => pod.Name), third.OrderBy(pod => pod.Name));

        // What failed to start anywhere would be here.
        foreach (var machine in site.Nodes.Append(site.Controller))
        {
            Assert.Equal("", await machine.MustAsync("systemctl", "list-units", "--failed", "--no-legend", "--plain", "edgekube-*"));
        }
    }

    // By the journal: from the process' start to the word that the node is ready.
    private static async Task<double> StartToReadyAsync(Machine node)
    {
        await node.MustAsync("systemctl", "restart", "edgekube-agent");
        var pid = (await node.MustAsync("systemctl", "show", "--property=MainPID", "--value", "edgekube-agent")).Trim();
        var started = double.Parse(await node.MustAsync("systemctl", "show", "--property=ExecMainStartTimestampMonotonic", "--value", "edgekube-agent"), CultureInfo.InvariantCulture) / 1e6;
        var lines = await node.UntilAsync(text => text.Contains(": ready", StringComparison.Ordinal), "journalctl", "--no-pager", "-o", "short-monotonic", $"_PID={pid}");
        var ready = lines.Split('\n').First(line => line.Contains(": ready", StringComparison.Ordinal));
        return double.Parse(ready[(ready.IndexOf('[') + 1)..ready.IndexOf(']')], CultureInfo.InvariantCulture) - started;
    }

    private static List<string> Ids(IReadOnlyList<SitePod> pods, string node) => [.. pods.Where(pod => pod.Node == node).Select(pod => pod.ContainerId).Order()];
}
