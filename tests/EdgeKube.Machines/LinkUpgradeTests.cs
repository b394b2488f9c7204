using System.Diagnostics;
using EdgeKube.Machines.Harness;
using EdgeKube.Testing.Processes;
using Xunit.Abstractions;

namespace EdgeKube.Machines;

/// <summary>Agents upgraded over the link: to one that works, to one that does not, and back; and with everything killed on the way.</summary>
public sealed class LinkUpgradeTests(ITestOutputHelper output)
{
    private const string Newer = "9.9.9";
    private const string Broken = "9.9.8";
    private const int Pods = 2;

    [Fact]
    public async Task UpgradeNode_ToNewerThenBrokenThenOlder_EndsOnWhatWorksAndRestartsNothing()
    {
        await using var site = await PrepareAsync(proofSeconds: 20);
        var node = site.Nodes[0];
        var older = await VersionAsync(node);
        await site.MustAsync(null, "upgrade", "package", await Packages.MakeBrokenAgentAsync(Broken));
        var before = await PodsAsync(site);

        var since = Stopwatch.GetTimestamp();
        Assert.Contains($"node \"node1\" runs {Newer}", await site.MustAsync(null, "upgrade", "node", "node1", "--to", Newer), StringComparison.Ordinal);
        output.WriteLine($"figure: upgrade over the link, from the order to the proof: {Stopwatch.GetElapsedTime(since).TotalSeconds:F1} s");
        Assert.Equal(Newer, await VersionAsync(node));
        Assert.Equal(before, await PodsAsync(site));

        var failed = await site.EdgectlAsync(null, "upgrade", "node", "node1", "--to", Broken);
        Assert.True(failed.Exit == 1 && failed.Errors.Contains("did not prove itself within 20 s", StringComparison.Ordinal), failed.ToString());
        Assert.Equal(Newer, await VersionAsync(node));
        Assert.Equal(before, await PodsAsync(site));

        await site.MustAsync(null, "upgrade", "node", "-l", "kubernetes.io/hostname=node1", "--to", older);
        Assert.Equal(older, await VersionAsync(node));
        Assert.Equal(before, await PodsAsync(site));

        // What nobody has brought, and what no authority has signed.
        var missing = await site.EdgectlAsync(null, "upgrade", "node", "node1", "--to", "1.2.3");
        Assert.Contains("edgectl upgrade package FILE brings it", missing.Errors, StringComparison.Ordinal);
        await CheckAsync(site);
    }

    [Fact]
    public async Task UpgradeNodes_OneFailsAndTheControllerRestartsMeanwhile_HoldsUpTheOthersUntilItIsBack()
    {
        await using var site = await PrepareAsync(proofSeconds: 30, nodes: 2);
        var older = await VersionAsync(site.Nodes[0]);
        await site.MustAsync(null, "upgrade", "package", await Packages.MakeBrokenAgentAsync(Broken));
        var before = await PodsAsync(site);
        var together = await site.MustAsync(null, "upgrade", "node", "-l", "kubernetes.io/os=linux", "--to", Newer, "--batch", "2");
        Assert.Equal([$"node \"node1\" runs {Newer}", $"node \"node2\" runs {Newer}"], together.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

        // Its errand is forgotten with the controller that knew of it, but not what the node has said of itself.
        var failing = site.EdgectlAsync(null, "upgrade", "node", "-l", "kubernetes.io/os=linux", "--to", Broken);
        await site.Controller.UntilAsync(text => text == "Unknown", "edgectl", "get", "node", "node1", "-o", "jsonpath={.status.conditions[?(@.type==\"edgekube.io/Upgrade\")].status}");
        await site.Nodes[0].UntilAsync(text => text.Trim() == "proving", "sh", "-c", "cat /var/lib/edgekube/agent/upgrade/phase; true");
        await site.Controller.MustAsync("systemctl", "restart", "edgekube-controller");
        var other = await site.EdgectlAsync(null, "upgrade", "node", "node2", "--to", older);
        Assert.True(other.Exit == 0 && other.Errors.Contains("waits: 1 nodes are away, of at most 1: node1", StringComparison.Ordinal), other.ToString());
        var failed = await failing;
        Assert.True(failed.Exit == 1 && failed.Errors.Contains("did not prove itself within 30 s", StringComparison.Ordinal), failed.ToString());
        Assert.Contains("not begun: node2", failed.Errors, StringComparison.Ordinal);
        Assert.Equal((Newer, older), (await VersionAsync(site.Nodes[0]), await VersionAsync(site.Nodes[1])));
        Assert.Equal(before, await PodsAsync(site));
    }

    [Fact]
    public async Task UpgradeNode_EverythingKilledOnTheWay_EndsOnOneOfBothVersions()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var wanted = int.Parse(Environment.GetEnvironmentVariable("EDGEKUBE_UPGRADE_KILLS") ?? "20", System.Globalization.CultureInfo.InvariantCulture);
        await using var site = await PrepareAsync(proofSeconds: 60);
        var node = site.Nodes[0];
        var versions = new[] { await VersionAsync(node), Newer };
        var counts = new Dictionary<string, int>();
        for (var done = 0; done < wanted; done++)
        {
            var former = await VersionAsync(node);
            var before = await PodsAsync(site);
            var victim = done % 3;
            var upgrade = site.EdgectlAsync(null, "upgrade", "node", "node1", "--to", versions.First(version => version != former));
            await KillAsync(node, victim, random, upgrade);
            await node.UntilAsync(text => text.Trim() == "", "sh", "-c", "ls /var/lib/edgekube/agent/upgrade/order 2>/dev/null; true");
            await node.UntilAsync(text => text.Trim() == "active", "systemctl", "is-active", "edgekube-agent");
            await upgrade;
            await site.NodeIsAsync("node1", "Ready");
            var version = await VersionAsync(node);
            Assert.True(versions.Contains(version), $"seed {seed}, upgrade {done}: ended on \"{version}\"");
            var after = await PodsAsync(site);
            Assert.True(victim == 2 || before.SequenceEqual(after), $"seed {seed}, upgrade {done}: a pod was touched\n{string.Join('\n', before)}\n{string.Join('\n', after)}");
            var key = $"{(victim switch { 0 => "agent", 1 => "updater", _ => "machine" })} killed, {(version == former ? "old" : "new")} version";
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        output.WriteLine($"figure: upgrades with kills (seed {seed}): {string.Join("; ", counts.OrderBy(one => one.Key).Select(one => $"{one.Value} x {one.Key}"))}");
    }

    // Somewhere in sending, keeping the former package, unpacking, configuring, restarting, proving.
    private static async Task KillAsync(Machine node, int victim, Random random, Task upgrade)
    {
        await Task.WhenAny(upgrade, Task.Delay(TimeSpan.FromMilliseconds(random.Next(6000)), TimeProvider.System));
        switch (victim)
        {
            case 0:
                await node.RunAsync("systemctl", "kill", "--signal=KILL", "edgekube-agent");
                break;
            case 1:
                await node.RunAsync("systemctl", "kill", "--signal=KILL", "edgekube-updater");
                break;
            default:
                await node.CutAsync();
                break;
        }
    }

    private static async Task<Site> PrepareAsync(int proofSeconds, int nodes = 1)
    {
        var site = await Site.InstallAsync(nodes);
        foreach (var node in site.Nodes)
        {
            await node.MustAsync("mkdir", "-p", "/etc/systemd/system/edgekube-updater.service.d");
            await File.WriteAllTextAsync(node.PathOf("/etc/systemd/system/edgekube-updater.service.d/test.conf"), $"[Service]\nEnvironment=EDGEKUBE_PROOF_SECONDS={proofSeconds}\n");
            await node.MustAsync("systemctl", "daemon-reload");
        }

        await site.MustAsync(Manifests.Sleepers(Pods), "apply", "-f", "-");
        await site.MustAsync(null, "upgrade", "package", Packages.Find(await Packages.MakeAsync(), "agent"), Packages.Find(await Packages.MakeAsync(Newer), "agent"));
        return site;
    }

    // The same node says the same over the link and on the spot; what it writes for others is there.
    private static async Task CheckAsync(Site site)
    {
        var far = await site.EdgectlAsync(null, "check", "node", "node1");
        Assert.True(far.Exit == 0, far.ToString());
        var near = await site.Nodes[0].MustAsync("edgekube-agent", "check", "--bundle", "/tmp/bundle.tar.gz");
        Assert.Equal(Subjects(far.Output), Subjects(near.Split("Wrote ")[0]));
        Assert.Contains("edgekube-support/agent.log", await site.Nodes[0].MustAsync("tar", "tzf", "/tmp/bundle.tar.gz"), StringComparison.Ordinal);
    }

    private static List<string> Subjects(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2)))];

    private static async Task<List<SitePod>> PodsAsync(Site site) => [.. (await site.RunningAsync(Pods)).OrderBy(pod => pod.Name)];

    private static async Task<string> VersionAsync(Machine node) => await node.MustAsync("dpkg-query", "-W", "-f=${Version}", "edgekube-agent");
}
