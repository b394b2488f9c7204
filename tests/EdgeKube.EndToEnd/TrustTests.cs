using System.Diagnostics;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd;

/// <summary>Who may join, who is put out, and that no certificate, address or token ever costs a pod.</summary>
public sealed class TrustTests(Cluster cluster, ITestOutputHelper output) : IClassFixture<Cluster>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private string Identity => Path.Combine(cluster.Directory, "n1", "agent", "identity");

    [Fact]
    public async Task LifeOfANode_JoinRevokeReplaceRenewMoveLeave_PodsStayUntilTheEnd()
    {
        await cluster.MustApplyAsync(Manifests.Deployment("web", 3));
        var before = await cluster.RunningAsync(3);

        await TokensAreGoodOnce();
        await NameIsTaken();
        await RevokedAndReplaced(before);
        await RenewedWhileConnected(before);
        await RenewedAfterExpiry(before);
        await ControllerMoved(before);
        await AuthorityRotated(before);
        await Left();
    }

    private async Task TokensAreGoodOnce()
    {
        var line = (await cluster.MustAsync("token", "create")).Trim();
        Assert.Matches(@"^edgekube-agent join mqtts://10\.199\.\d+\.1:8883 --token ek1\.\S+$", line);
        var first = await JoinElsewhereAsync(line, "n8");
        var second = await JoinElsewhereAsync(line, "n9");

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Equal(1, second.ExitCode);
        Assert.Matches("used up|was not accepted", second.Errors);
        Assert.Contains("edgectl token create", second.Errors, StringComparison.Ordinal);
    }

    private async Task NameIsTaken()
    {
        var refused = await JoinElsewhereAsync((await cluster.MustAsync("token", "create")).Trim(), "n1");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("edgectl node replace n1", refused.Errors, StringComparison.Ordinal);
    }

    // The certificate is of no use at once; the pods do not mind. Another certificate under the same name mends it.
    private async Task RevokedAndReplaced(IReadOnlyList<PodView> before)
    {
        await cluster.MustAsync("node", "revoke", "n1");
        var since = Stopwatch.GetTimestamp();
        await Eventually.True(async () => (await cluster.ControlAsync("connections")).Trim().Length == 0, Limit, Poll);
        output.WriteLine($"figure: session ended {Stopwatch.GetElapsedTime(since).TotalMilliseconds:F0} ms after edgectl node revoke had returned");
        Assert.Equal(3, await RunningCommandsAsync());

        await cluster.MustAsync("node", "replace", "n1");
        await cluster.RejoinAsync();
        await cluster.NodeIsAsync("Ready");
        PodView.Unchanged(before, await cluster.RunningAsync(3));
    }

    private async Task RenewedWhileConnected(IReadOnlyList<PodView> before)
    {
        await cluster.ConfigureControllerAsync(text => text + "certificateTTL: 30s\n");
        await cluster.MustAsync("node", "replace", "n1");
        await cluster.RejoinAsync();
        var certificate = await CertificateAsync();
        for (var i = 0; i < 2; i++)
        {
            var former = certificate;
            await Eventually.True(async () => (certificate = await CertificateAsync()) != former, Limit, Poll);
        }

        await cluster.NodeIsAsync("Ready");
        PodView.Unchanged(before, await cluster.RunningAsync(3));
    }

    private async Task RenewedAfterExpiry(IReadOnlyList<PodView> before)
    {
        await cluster.ControlAsync("stop-agent");
        var former = await CertificateAsync();
        await Eventually.True(() => NotAfterAsync(), Limit, TimeSpan.FromSeconds(1));
        await cluster.ConfigureControllerAsync(text => text.Replace("certificateTTL: 30s\n", "", StringComparison.Ordinal));
        await cluster.ControlAsync("start-agent");

        // The node's last word stands for a while when it is gone, so "Ready" alone says nothing.
        await Eventually.True(async () => await CertificateAsync() != former, Limit, Poll);
        await cluster.NodeIsAsync("Ready");
        Assert.Contains("lets it do nothing but renew it", await AgentLogAsync(), StringComparison.Ordinal);
        PodView.Unchanged(before, await cluster.RunningAsync(3));
    }

    private async Task ControllerMoved(IReadOnlyList<PodView> before)
    {
        // For a while both addresses are served, and nodes are told of the new one only; then the old one is gone.
        var host = cluster.NodeDoor.Address;
        await cluster.ConfigureControllerAsync(text => text
            .Replace($"mqtts://{host}:8883", $"mqtts://{host}:9883", StringComparison.Ordinal)
            .Replace($"- {host}:8883\n", $"- {host}:8883\n- {host}:9883\n", StringComparison.Ordinal));
        await Eventually.True(async () => (await File.ReadAllTextAsync(Path.Combine(Identity, "controllers"))).Contains(":9883", StringComparison.Ordinal), Limit, Poll);
        await cluster.ConfigureControllerAsync(text => text.Replace($"- {host}:8883\n", "", StringComparison.Ordinal));

        await Eventually.True(async () => (await cluster.ControlAsync("connections")).Contains(":9883", StringComparison.Ordinal), Limit, Poll);
        await cluster.NodeIsAsync("Ready");
        PodView.Unchanged(before, await cluster.RunningAsync(3));
    }

    private async Task AuthorityRotated(IReadOnlyList<PodView> before)
    {
        var former = await CertificateAsync();
        await cluster.MustAsync("ca", "rotate", "--overlap", "1h");
        await Eventually.True(async () => await CertificateAsync() != former, Limit, Poll);

        Assert.Equal(2, (await File.ReadAllTextAsync(Path.Combine(Identity, "ca.pem"))).Split("BEGIN CERTIFICATE").Length - 1);
        await cluster.NodeIsAsync("Ready");
        PodView.Unchanged(before, await cluster.RunningAsync(3));
    }

    private async Task Left()
    {
        var left = await cluster.ControlAsync("agent", "1", "leave");

        Assert.Contains("This device left its cluster", left, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Identity));
        Assert.Equal(0, await RunningCommandsAsync());
        await cluster.NothingLeftAsync();
    }

    // Another device: only what join needs of it.
    private async Task<ShellResult> JoinElsewhereAsync(string line, string name)
    {
        var device = Path.Combine(cluster.Directory, $"device-{Guid.NewGuid():N}");
        Directory.CreateDirectory(device);
        var config = Path.Combine(device, "agent.yaml");
        await File.WriteAllTextAsync(config, $"dataDir: {device}/data\nrunDir: {device}/run\n");
        return await cluster.RunAsync("edgekube-agent", [.. line.Split(' ')[1..], "--node-name", name, "--config", config]);
    }

    private Task<string> CertificateAsync() => File.ReadAllTextAsync(Path.Combine(Identity, "certificate.pem"));

    private async Task<bool> NotAfterAsync() =>
        (await cluster.RunAsync("openssl", "x509", "-checkend", "0", "-noout", "-in", Path.Combine(Identity, "certificate.pem"))).ExitCode == 1;

    private Task<string> AgentLogAsync() => File.ReadAllTextAsync(Path.Combine(cluster.Directory, "log", "n1-agent.log"));

    private async Task<int> RunningCommandsAsync() =>
        (await cluster.ControlAsync("running-commands", "1")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
}
