using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd;

/// <summary>The token that every pod gets and the Services it is told of, as its container sees them, with the controller there and after a loss of power without one.</summary>
public sealed class TokenTests(Cluster cluster) : IClassFixture<Cluster>
{
    private const string Mount = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task TokenAndServices_OfAPod_AreThereFromTheFirstStartAndAfterAnOfflineReboot()
    {
        await cluster.MustApplyAsync(Service("my-svc", "10.43.0.77"));
        await cluster.MustApplyAsync(Manifests.Pod("speaker", "[sleep, \"100000\"]"));
        Assert.Equal(0, Assert.Single(await cluster.RunningAsync(1)).Restarts);

        var token = await CatAsync("token");
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!;
        Assert.Equal("system:serviceaccount:default:default", (string)claims["sub"]!);
        Assert.Equal("speaker", (string)claims["kubernetes.io"]!["pod"]!["name"]!);
        Assert.Equal("default", await CatAsync("namespace"));
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", await CatAsync("ca.crt"), StringComparison.Ordinal);

        string[] atFirst = ["KUBERNETES_SERVICE_HOST=10.43.0.1", "KUBERNETES_SERVICE_PORT_HTTPS=443", "MY_SVC_PORT_80_TCP=tcp://10.43.0.77:80", "MY_SVC_SERVICE_HOST=10.43.0.77", "MY_SVC_SERVICE_PORT=80"];
        var told = await VariablesAsync();
        Assert.Empty(atFirst.Except(told));

        // What comes later changes nothing for a container that runs, but the node knows it.
        await cluster.MustApplyAsync(Service("later", "10.43.0.78"));
        await Eventually.True(() => Holds("view.0", "ClusterAddress/default/later") || Holds("view.1", "ClusterAddress/default/later"), Limit);
        Assert.Equal(told, await VariablesAsync());

        // Whoever runs has it on disk.
        Assert.True(Holds("tokens.0", token) || Holds("tokens.1", token));
        await cluster.ControlAsync("kill-controller");
        await cluster.ControlAsync("power-off");
        await cluster.ControlAsync("start-containerd");
        await cluster.ControlAsync("start-agent");
        await cluster.RunningCommandsAsync(1);

        Assert.Equal(token, await CatAsync("token"));
        string[] atLast = [.. told, "LATER_SERVICE_HOST=10.43.0.78", "LATER_SERVICE_PORT=80"];
        Assert.Empty(atLast.Except(await VariablesAsync()));
    }

    private static string Service(string name, string address) =>
        $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: {{name}}}
        spec: {clusterIP: {{address}}, ports: [{port: 80}]}
        """;

    // A file of the agent's, which replaces them whole.
    private bool Holds(string file, string text)
    {
        var path = Path.Combine(cluster.Directory, "n1", "agent", file);
        return File.Exists(path) && Encoding.UTF8.GetString(File.ReadAllBytes(path)).Contains(text, StringComparison.Ordinal);
    }

    // Of the container's first process, sorted.
    private async Task<IReadOnlyList<string>> VariablesAsync() =>
        [.. (await ExecAsync("sh", "-c", @"tr '\0' '\n' < /proc/1/environ")).Split('\n').Where(one => one.Contains("_SERVICE_", StringComparison.Ordinal) || one.Contains("_PORT", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private async Task<string> CatAsync(string file) => (await ExecAsync("cat", $"{Mount}/{file}")).Trim();

    private async Task<string> ExecAsync(params string[] command)
    {
        string? id = null;
        await Eventually.True(async () => (id = await FindAsync()) is not null, Limit);
        return await cluster.ControlAsync("ctr", ["1", "tasks", "exec", "--exec-id", Guid.NewGuid().ToString("N"), id!, .. command]);
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
