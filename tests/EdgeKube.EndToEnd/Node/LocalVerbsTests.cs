using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd.Node;

/// <summary>edgectl --node-local, with the controller there and gone.</summary>
[Collection(NodeClusterCollection.Name)]
public sealed class LocalVerbsTests(NodeCluster cluster)
{
    private const string Command = """[sh, -c, "echo pid $$ began; sleep 100000 & wait"]""";

    [Fact]
    public async Task NodeLocal_LinkUpAndDown_AllVerbsWork()
    {
        await cluster.MustApplyAsync(Manifests.Pod("local", Command));
        await cluster.PodsWhenAsync("local runs", pods => pods.Any(pod => pod is { Name: "local", Ready: true }));
        await cluster.UntilAsync(async () => (await LinkAsync()).Contains("edgekube.io/LinkDown=False", StringComparison.Ordinal));
        await LookAsync();

        await cluster.ControlAsync("kill-controller");
        try
        {
            await cluster.UntilAsync(async () => (await LinkAsync()).Contains("edgekube.io/LinkDown=True", StringComparison.Ordinal));
            Assert.Contains("no controller is connected", await cluster.MustLocalAsync("why", "node/n1"), StringComparison.Ordinal);
            await LookAsync();
            await RestartAsync();
        }
        finally
        {
            await cluster.ControlAsync("start-controller");
            await cluster.NodeIsAsync("Ready");
        }

        await cluster.PodsWhenAsync("the restart is told", pods => pods.Any(pod => pod is { Name: "local", Restarts: 1, Ready: true }));
    }

    [Fact]
    public async Task NodeLocal_OtherUsersAndOtherThings_AreRefused()
    {
        var socket = Path.Combine(cluster.RunDirectory, "agent.sock");
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(socket) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite));
        var nobody = await cluster.RunAsync("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "env", $"EDGEKUBE_NODE_SOCKET={socket}", "edgectl", "--node-local", "get", "pods"], null);
        Assert.NotEqual(0, nobody.ExitCode);

        var deployments = await cluster.LocalAsync("get", "deployments");
        Assert.Contains("a node serves its own pods, itself and its latest events, and nothing else", deployments.Errors, StringComparison.Ordinal);
        var apply = await cluster.LocalAsync("delete", "pod", "local");
        Assert.NotEqual(0, apply.ExitCode);
    }

    private async Task LookAsync()
    {
        Assert.Contains("Running", await cluster.MustLocalAsync("get", "pod", "local"), StringComparison.Ordinal);
        Assert.Contains("n1", await cluster.MustLocalAsync("get", "nodes"), StringComparison.Ordinal);
        Assert.Contains("Started", await cluster.MustLocalAsync("describe", "pod", "local"), StringComparison.Ordinal);
        await cluster.UntilAsync(async () => (await cluster.MustLocalAsync("logs", "local")).Contains("began", StringComparison.Ordinal));
        Assert.Contains("runs and is ready", await cluster.MustLocalAsync("why", "pod/local"), StringComparison.Ordinal);
        Assert.Equal("inside\n", await cluster.MustLocalAsync("exec", "local", "--", "echo", "inside"));
        Assert.Equal(3, (await cluster.LocalAsync("exec", "local", "--", "sh", "-c", "exit 3")).ExitCode);
    }

    private async Task RestartAsync()
    {
        Assert.Contains("will be restarted", await cluster.MustLocalAsync("restart", "local"), StringComparison.Ordinal);
        await cluster.UntilAsync(async () => (await cluster.MustLocalAsync("get", "pod", "local", "-o", "jsonpath={.status.containerStatuses[0].restartCount}{.status.containerStatuses[0].ready}")).Trim() == "1true");
        Assert.Contains("as somebody at the node asked", await cluster.MustLocalAsync("describe", "pod", "local"), StringComparison.Ordinal);
    }

    private Task<string> LinkAsync() => cluster.MustLocalAsync(
        "get", "node", "n1", "-o", """jsonpath={range .status.conditions[*]}{.type}={.status} {end}""");
}
