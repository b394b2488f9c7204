using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd;

/// <summary>A node that was away for longer than the overlap of a rotation: it knows nobody any more, and keeps its pods until somebody joins it again.</summary>
public sealed class TrustLostTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private string Identity => Path.Combine(cluster.Directory, "n1", "agent", "identity");

    [Fact]
    public async Task AwayLongerThanTheOverlap_KeepsItsPodsSaysSoAndWorksAfterOneJoin()
    {
        await cluster.MustApplyAsync(Manifests.Deployment("web", 2));
        var before = await cluster.RunningAsync(2);
        var (key, authority) = (await ReadAsync("key.pem"), await ReadAsync("ca.pem"));
        await cluster.ControlAsync("stop-agent");
        await OverlapPassedAsync(authority);

        await cluster.ControlAsync("start-agent");
        await Eventually.True(async () => (await LogAsync()).Contains("is not to be trusted: no trusted authority has signed it", StringComparison.Ordinal), Limit, Poll);
        Assert.Contains("run edgekube-agent join with a new token. The pods run on", await LogAsync(), StringComparison.Ordinal);
        await cluster.NodeIsAsync("NotReady");
        await cluster.RunningCommandsAsync(2);

        // The line as it is printed: nobody has to free the name, as the device still has its key.
        var words = (await cluster.MustAsync("token", "create", "--node", "n1")).Trim().Split(' ');
        await cluster.ControlAsync("agent", ["1", .. words[1..]]);

        await cluster.NodeIsAsync("Ready");
        await Eventually.True(async () => (await cluster.MustAsync("get", "node", "n1", "-o", "yaml")).Contains("controller and node trust each other", StringComparison.Ordinal), Limit, Poll);
        var after = await cluster.RunningAsync(2);
        PodView.Unchanged(before, after);
        Assert.Equal(key, await ReadAsync("key.pem"));
        Assert.DoesNotContain(authority.Trim(), await ReadAsync("ca.pem"), StringComparison.Ordinal);
    }

    // A controller looks once a minute whether an overlap is over, and when it starts.
    private async Task OverlapPassedAsync(string authority)
    {
        await cluster.MustAsync("ca", "rotate", "--overlap", "1s");
        await Eventually.True(
            async () =>
            {
                await cluster.ControlAsync("end-controller");
                await cluster.ControlAsync("start-controller");
                await cluster.NodeIsAsync("NotReady");
                return !(await File.ReadAllTextAsync(Path.Combine(cluster.Directory, "controller", "pki", "ca.crt"))).Contains(authority.Trim(), StringComparison.Ordinal);
            },
            Limit,
            Poll);
    }

    private Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(Identity, file));

    private Task<string> LogAsync() => File.ReadAllTextAsync(Path.Combine(cluster.Directory, "log", "n1-agent.log"));
}
