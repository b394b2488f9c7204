using System.Globalization;
using EdgeKube.Machines.Harness;
using Xunit.Abstractions;

namespace EdgeKube.Machines;

/// <summary>The controller's machine is lost, and another one takes over from a backup.</summary>
public sealed class BackupTests(ITestOutputHelper output)
{
    private const string Directory = "/var/lib/edgekube/backups";

    [Fact]
    public async Task Backup_RestoredOnAnotherMachine_NodesFollowAndKeepTheirPods()
    {
        await using var site = await Site.InstallAsync(nodes: 1);
        await File.AppendAllTextAsync(site.Controller.PathOf("/etc/edgekube/controller.yaml"), "advertise:\n- mqtts://10.98.0.10:8883\n- mqtts://10.98.0.20:8883\n");
        await site.Controller.MustAsync("systemctl", "restart", "edgekube-controller");

        // Between the addresses it would else wait for up to two minutes.
        await File.AppendAllTextAsync(site.Nodes[0].PathOf("/etc/edgekube/agent.yaml"), "reconnectWait: 5s\n");
        await site.Nodes[0].MustAsync("systemctl", "restart", "edgekube-agent");
        output.WriteLine($"figure: start of the controller to its being ready: {await StartSecondsAsync(site.Controller):F2} s (aim 2)");
        await site.MustAsync(Manifests.Sleepers(2), "apply", "-f", "-");
        var before = (await site.RunningAsync(2)).OrderBy(pod => pod.Name).ToList();
        await site.Nodes[0].UntilAsync(text => text.Contains("10.98.0.20", StringComparison.Ordinal), "cat", "/var/lib/edgekube/agent/identity/controllers");

        // Seven are kept, the newest ones.
        Assert.Equal("enabled", (await site.Controller.MustAsync("systemctl", "is-enabled", "edgekube-backup.timer")).Trim());
        for (var i = 0; i < 9; i++)
        {
            await site.Controller.MustAsync("systemctl", "start", "edgekube-backup");
        }

        var files = (await site.Controller.MustAsync("ls", Directory)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(3, 7).Select(number => $"cluster-{number:D6}.ekb"), files);

        var other = await site.Room.BootAsync("controller2", "10.98.0.20");
        var packages = await Packages.MakeAsync();
        File.Copy(site.Controller.PathOf($"{Directory}/{files[^1]}"), other.PathOf("/opt/cluster.ekb"));
        File.Copy(site.Controller.PathOf("/etc/edgekube/backup-passphrase"), other.PathOf("/opt/passphrase"));
        await site.Room.CutAsync("controller");

        await other.InstallAsync(Packages.Find(packages, "controller"), Packages.Find(packages, "cli"));
        await other.MustAsync("systemctl", "stop", "edgekube-controller");
        await other.MustAsync("rm", "-rf", "/var/lib/edgekube/controller");
        await other.MustAsync("edgectl", "restore", "/opt/cluster.ekb", "--passphrase-file", "/opt/passphrase");
        await other.MustAsync("systemctl", "start", "edgekube-controller");
        site.MoveTo(other, "10.98.0.20");

        // The node waits for a person's word, and goes on as if nothing had been.
        await other.UntilAsync(text => text.Contains("is told to take", StringComparison.Ordinal), "edgectl", "node", "resolve", "node1");
        await site.NodeIsAsync("node1", "Ready");
        Assert.Equal(before, (await site.RunningAsync(2)).OrderBy(pod => pod.Name));
        await site.MustAsync(Manifests.Sleepers(3), "apply", "-f", "-");
        await site.RunningAsync(3);
    }

    private static async Task<double> StartSecondsAsync(Machine machine)
    {
        var times = (await machine.MustAsync("systemctl", "show", "--value", "--property=ExecMainStartTimestampMonotonic", "--property=ActiveEnterTimestampMonotonic", "edgekube-controller"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
        return Math.Abs(times[1] - times[0]) / 1e6;
    }
}
