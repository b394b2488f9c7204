using System.Net;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd;

/// <summary>A node that has no IPv4 address: it joins by the line that is printed, at an address of IPv6, and runs its pods.</summary>
public sealed class IPv6LinkTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task NodeWithoutIPv4_JoinsAndRunsItsPods()
    {
        await cluster.MustApplyAsync(Manifests.Deployment("web", 1));
        var before = await cluster.RunningAsync(1);
        var former = cluster.NodeDoor;
        var door = new IPEndPoint(IPAddress.Parse((await cluster.ControlAsync("ipv6-only", "1")).Trim()), former.Port);
        await cluster.ConfigureControllerAsync(text => text
            .Replace($"- {former}\n", $"- \"{door}\"\n", StringComparison.Ordinal)
            .Replace($"- mqtts://{former}\n", $"- mqtts://{door}\n", StringComparison.Ordinal));
        await CertificateNamesAsync(door);

        Assert.Contains($"edgekube-agent join mqtts://{door} --token ek1.", await cluster.MustAsync("token", "create"), StringComparison.Ordinal);
        await cluster.MustAsync("node", "replace", "n1");
        await cluster.RejoinAsync();
        await Eventually.True(async () => (await cluster.ControlAsync("connections", "1", $"[{door.Address}]")).Contains($"[{door.Address}]:{door.Port}", StringComparison.Ordinal), Limit, Poll);
        await cluster.NodeIsAsync("Ready");

        await cluster.MustAsync("scale", "deployment", "web", "--replicas", "2");
        var pods = await cluster.RunningAsync(2);
        PodView.Unchanged(before, pods);
        Assert.Equal("inside\n", await cluster.MustAsync("exec", pods[^1].Name, "--", "echo", "inside"));
        var own = door.Address.ToString()[..^1];
        await Eventually.True(async () => (await cluster.MustAsync("get", "node", "n1", "-o", "yaml")).Contains($"address: {own}", StringComparison.Ordinal), Limit, TimeSpan.FromSeconds(1));
    }

    private async Task CertificateNamesAsync(IPEndPoint door)
    {
        var told = new ShellResult(-1, "", "");

        // The doors open one after the other.
        await Eventually.True(
            async () =>
            {
                told = await cluster.RunAsync(
                    "openssl",
                    ["s_client", "-connect", $"{door}", "-CAfile", Path.Combine(cluster.Directory, "controller", "pki", "ca.crt"), "-verify_ip", $"{door.Address}", "-verify_return_error"],
                    "");
                return !told.Errors.Contains("connect:errno", StringComparison.Ordinal);
            },
            Limit,
            Poll);
        Assert.True(told.ExitCode == 0 && told.Output.Contains("Verify return code: 0 (ok)", StringComparison.Ordinal), told.ToString());
    }
}
