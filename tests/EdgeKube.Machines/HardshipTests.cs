using EdgeKube.Machines.Harness;

namespace EdgeKube.Machines;

/// <summary>What goes wrong on machines out there: pods go on, and check says it in a line. One after the other on one machine, each undone again.</summary>
public sealed class HardshipTests
{
    private const int Pods = 2;

    [Fact]
    public async Task Node_HardshipAfterHardship_KeepsItsPodsAndSaysWhatIsWrong()
    {
        await using var site = await Site.InstallAsync(nodes: 1);
        var node = site.Nodes[0];
        await site.MustAsync(Manifests.Sleepers(Pods), "apply", "-f", "-");
        var before = await PodsAsync(site);

        await NoNameServer(node);
        await NoDefaultRoute(node);
        await OtherHostName(site, node);
        await ReadOnly(node);
        await DiskFull(node);
        await CriSwitchedOff(node);
        await AgentGone(node);
        await OtherAddress(site, node);

        await site.NodeIsAsync("node1", "Ready");
        Assert.Equal(before, await PodsAsync(site));
        await ContainerdAbsentAtStart(site, node);
    }

    private static async Task NoNameServer(Machine node)
    {
        await node.MustAsync("sh", "-c", "mv /etc/resolv.conf /etc/resolv.conf.off 2>/dev/null; : >/etc/resolv.conf");
        await SaysAsync(node, "warn  dns", "no name server");
        await node.MustAsync("sh", "-c", "mv /etc/resolv.conf.off /etc/resolv.conf 2>/dev/null; true");
    }

    private static async Task NoDefaultRoute(Machine node)
    {
        await node.MustAsync("ip", "route", "del", "default");
        await SaysAsync(node, "warn  route", "no default route");
        await node.MustAsync("ip", "-6", "route", "add", "default", "dev", "host0");
        await SaysAsync(node, "warn  route", "IPv6 only");
        await node.MustAsync("ip", "-6", "route", "del", "default", "dev", "host0");
        await node.MustAsync("ip", "route", "add", "default", "via", "10.98.0.1");
        await SaysAsync(node, "ok    route", "IPv4");
    }

    // The certificate says who the node is.
    private static async Task OtherHostName(Site site, Machine node)
    {
        await node.MustAsync("hostname", "renamed");
        await node.MustAsync("systemctl", "restart", "edgekube-agent");
        await site.NodeIsAsync("node1", "Ready");
        await SaysAsync(node, "ok    name", "this is node node1; the host's name is renamed now");
        await node.MustAsync("hostname", "node1");
    }

    private static async Task ReadOnly(Machine node)
    {
        await node.MustAsync("sh", "-c", "mount --bind /var/lib/edgekube/agent /var/lib/edgekube/agent && mount -o remount,bind,ro /var/lib/edgekube/agent");
        await SaysAsync(node, "fail  disk", "is read-only");
        await node.MustAsync("umount", "-l", "/var/lib/edgekube/agent");
    }

    private static async Task DiskFull(Machine node)
    {
        await node.MustAsync("sh", "-c", "mount -t tmpfs -o size=1m tmpfs /var/log/pods && dd if=/dev/zero of=/var/log/pods/fill bs=1M count=2 2>/dev/null; true");
        await SaysAsync(node, "fail  disk", "is full");
        await node.MustAsync("umount", "-l", "/var/log/pods");
    }

    private static async Task CriSwitchedOff(Machine node)
    {
        await node.MustAsync("sh", "-c", "cp /etc/containerd/config.toml /opt/config.toml && sed -i '1i disabled_plugins = [\"cri\"]' /etc/containerd/config.toml");
        await SaysAsync(node, "fail  containerd", "disabled_plugins");
        await node.MustAsync("cp", "/opt/config.toml", "/etc/containerd/config.toml");
    }

    private static async Task AgentGone(Machine node)
    {
        await node.MustAsync("systemctl", "stop", "edgekube-agent");
        await SaysAsync(node, "fail  agent", "systemctl enable --now edgekube-agent");
        await node.MustAsync("systemctl", "start", "edgekube-agent");
    }

    private static async Task OtherAddress(Site site, Machine node)
    {
        await node.MustAsync("ip", "address", "add", "10.98.0.77/24", "dev", "host0");
        await node.MustAsync("ip", "address", "del", "10.98.0.11/24", "dev", "host0");
        await node.MustAsync("sh", "-c", "ip address add 10.98.0.77/24 dev host0 2>/dev/null; ip route replace default via 10.98.0.1");
        await node.UntilAsync(text => text.Contains("ok    address", StringComparison.Ordinal) && text.Contains("10.98.0.77", StringComparison.Ordinal), "edgekube-agent", "check");
        await node.MustAsync("systemctl", "restart", "edgekube-agent");
        await site.NodeIsAsync("node1", "Ready");
        await site.NodeIsAsync("node1", "10.98.0.77", "-o", "wide");
    }

    private static async Task ContainerdAbsentAtStart(Site site, Machine node)
    {
        await node.MustAsync("sh", "-c", "systemctl stop edgekube-agent && systemctl mask --runtime --now containerd && systemctl start edgekube-agent");
        await SaysAsync(node, "fail  containerd", "systemctl enable --now containerd");
        await node.MustAsync("systemctl", "unmask", "--runtime", "containerd");
        await node.MustAsync("systemctl", "start", "containerd");
        await site.NodeIsAsync("node1", "Ready");
        await PodsAsync(site);
    }

    private static Task SaysAsync(Machine node, string start, string text) => node.UntilAsync(
        said => said.Split('\n').Any(line => line.StartsWith(start, StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal)), "edgekube-agent", "check");

    private static async Task<List<SitePod>> PodsAsync(Site site) => [.. (await site.RunningAsync(Pods)).OrderBy(pod => pod.Name)];
}
