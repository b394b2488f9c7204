using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd;

/// <summary>The token that every pod gets, as its container sees it, with the controller there and after a loss of power without one.</summary>
public sealed class TokenTests(Cluster cluster) : IClassFixture<Cluster>
{
    private const string Mount = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Token_OfAPod_IsThereFromTheFirstStartAndAfterAnOfflineReboot()
    {
        await cluster.MustApplyAsync(Manifests.Pod("speaker", "[sleep, \"100000\"]"));
        Assert.Equal(0, Assert.Single(await cluster.RunningAsync(1)).Restarts);

        var token = await CatAsync("token");
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!;
        Assert.Equal("system:serviceaccount:default:default", (string)claims["sub"]!);
        Assert.Equal("speaker", (string)claims["kubernetes.io"]!["pod"]!["name"]!);
        Assert.Equal("default", await CatAsync("namespace"));
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", await CatAsync("ca.crt"), StringComparison.Ordinal);

        // It is written down a moment after it was shown.
        var kept = Path.Combine(cluster.Directory, "n1", "agent", "tokens.1");
        await Eventually.True(() => File.Exists(kept) && Encoding.UTF8.GetString(File.ReadAllBytes(kept)).Contains(token, StringComparison.Ordinal), Limit);
        await cluster.ControlAsync("kill-controller");
        await cluster.ControlAsync("power-off");
        await cluster.ControlAsync("start-containerd");
        await cluster.ControlAsync("start-agent");
        await cluster.RunningCommandsAsync(1);

        Assert.Equal(token, await CatAsync("token"));
    }

    private async Task<string> CatAsync(string file)
    {
        string? id = null;
        await Eventually.True(async () => (id = await FindAsync()) is not null, Limit);
        return (await cluster.ControlAsync("ctr", "1", "tasks", "exec", "--exec-id", Guid.NewGuid().ToString("N"), id!, "cat", $"{Mount}/{file}")).Trim();
    }

    // What a reboot has ended may be there yet, and what it has brought back may not run yet.
    private async Task<string?> FindAsync()
    {
        var tasks = await cluster.ControlAsync("ctr", "1", "tasks", "list");
        var running = tasks.Split('\n').Where(line => line.Contains("RUNNING", StringComparison.Ordinal)).Select(Id).ToHashSet();
        var containers = await cluster.ControlAsync("ctr", "1", "containers", "list");
        return containers.Split('\n').Where(line => line.Contains("busybox", StringComparison.Ordinal)).Select(Id).LastOrDefault(running.Contains);
    }

    private static string Id(string line) => line.Split(' ')[0];
}
