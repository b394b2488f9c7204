using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd.Node;

/// <summary>An agent that has never had a controller: pods of its own, and people who stand before it.</summary>
public sealed class LoneNodeTests(NodeCluster cluster) : IClassFixture<NodeCluster>, IDisposable
{
    private const int Group = 61987;
    private const int User = 61986;

    // Where a user who is nobody here may look: not below TMPDIR, which may be root's alone.
    private readonly DirectoryInfo _open = Directory.CreateDirectory($"/tmp/ek-lone-{Guid.NewGuid():N}");

    private string Node => Path.Combine(cluster.Directory, "n1");

    private string Manifest => Path.Combine(Node, "manifests", "own.yaml");

    private string Edgectl => Path.Combine(_open.FullName, "edgectl");

    public void Dispose() => _open.Delete(recursive: true);

    [Fact]
    public async Task NodeWithoutController_StaticPod_RunsAndAnswersRootAndTheGroup()
    {
        await File.WriteAllTextAsync(Manifest, Manifests.Pod("own", """[sh, -c, "echo alone; exec sleep 100000"]"""));
        await StartAloneAsync();
        await cluster.UntilAsync(async () => (await cluster.LocalAsync("get", "pod", "own-n1")).Output.Contains("Running", StringComparison.Ordinal));

        Assert.Contains("n1", await cluster.MustLocalAsync("get", "nodes"), StringComparison.Ordinal);
        await cluster.UntilAsync(async () => await cluster.MustLocalAsync("logs", "own-n1") == "alone\n");
        Assert.Contains("10.77.0.", await cluster.MustLocalAsync("exec", "own-n1", "--", "ip", "-4", "addr"), StringComparison.Ordinal);
        Assert.Contains("Started", await cluster.MustLocalAsync("describe", "pod", "own-n1"), StringComparison.Ordinal);
        await cluster.UntilAsync(async () => (await cluster.MustLocalAsync("why", "pod/own-n1")).Contains("runs and is ready", StringComparison.Ordinal));
        Assert.Contains("will be restarted", await cluster.MustLocalAsync("restart", "own-n1"), StringComparison.Ordinal);
        await cluster.UntilAsync(async () => await cluster.MustLocalAsync("get", "pod", "own-n1", "-o", "jsonpath={.status.containerStatuses[0].restartCount}{.status.containerStatuses[0].ready}") == "1true");

        var member = await AsAsync($"--groups={Group}");
        Assert.True(member.ExitCode == 0 && member.Output.Contains("own-n1", StringComparison.Ordinal), member.ToString());
        var stranger = await AsAsync("--clear-groups");
        Assert.True(stranger.ExitCode != 0 && stranger.Errors.Contains("only root and members of the group edgekube may use it", StringComparison.Ordinal), stranger.ToString());

        File.Delete(Manifest);
        await cluster.RunningCommandsAsync(0);
    }

    // No controller, no identity, nothing that a controller ever said; and a group of the node's own, which the machine need not have.
    private async Task StartAloneAsync()
    {
        await cluster.ControlAsync("end-controller");
        await cluster.ControlAsync("stop-agent");
        var configuration = Path.Combine(Node, "agent.yaml");
        var lines = (await File.ReadAllLinesAsync(configuration)).Select(line => line.StartsWith("dataDir:", StringComparison.Ordinal) ? $"dataDir: {Node}/lone" : line);
        await File.WriteAllLinesAsync(configuration, [.. lines, "podCidr: 10.77.0.0/24"]);
        var groups = Path.Combine(Node, "group");
        await File.WriteAllLinesAsync(groups, [.. (await File.ReadAllLinesAsync("/etc/group")).Where(line => !line.StartsWith("edgekube:", StringComparison.Ordinal)), $"edgekube:x:{Group}:"]);
        await cluster.ControlAsync("start-agent-with-groups", "1", groups);

        File.SetUnixFileMode(_open.FullName, (UnixFileMode)0x1ED);
        var copied = await cluster.RunAsync("sh", "-c", $"install -m 755 \"$(readlink -f \"$(command -v edgectl)\")\" '{Edgectl}'");
        Assert.True(copied.ExitCode == 0, copied.ToString());
    }

    private Task<ShellResult> AsAsync(string groups) => cluster.RunAsync(
        "setpriv",
        [$"--reuid={User}", $"--regid={User}", groups, "env", "-i", "PATH=/usr/bin:/bin", $"EDGEKUBE_NODE_SOCKET={Path.Combine(cluster.RunDirectory, "agent.sock")}", Edgectl, "--node-local", "get", "pods"],
        null);
}
