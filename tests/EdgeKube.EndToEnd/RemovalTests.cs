using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd;

/// <summary>A node is taken out while it is away: it learns so when it is back.</summary>
public sealed class RemovalTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task DeletedNode_WhenNextSeen_StopsItsPodsWipesItselfSaysSoAndStaysIdle()
    {
        await cluster.MustApplyAsync(Manifests.Deployment("web", 3));
        await cluster.RunningAsync(3);
        await cluster.ControlAsync("kill-agent");
        await cluster.MustAsync("delete", "node", "n1");

        await cluster.ControlAsync("start-agent");

        await cluster.NothingLeftAsync();
        var data = Path.Combine(cluster.Directory, "n1", "agent");
        await Eventually.True(() => Directory.GetFileSystemEntries(data) is [var only] && Path.GetFileName(only) == "removed" && File.ReadAllText(only).StartsWith("left\n", StringComparison.Ordinal), Limit);
        await Eventually.True(async () => (await cluster.MustAsync("get", "events")).Contains("node \"n1\" has left: 3 pods stopped, replica and keys wiped", StringComparison.Ordinal), Limit);

        // A start changes nothing: it does not come back by itself. The first word of its idleness comes after what it told the controller.
        await Eventually.True(() => Idle() == 1, Limit);
        await cluster.ControlAsync("kill-agent");
        await cluster.ControlAsync("start-agent");
        await Eventually.True(() => Idle() == 2, Limit);
        Assert.DoesNotContain("n1", (await cluster.EdgectlAsync("get", "nodes", "--no-headers")).Output, StringComparison.Ordinal);
    }

    private int Idle() =>
        File.ReadLines(Path.Combine(cluster.Directory, "log", "n1-agent.log")).Count(line => line.Contains("belongs to no cluster", StringComparison.Ordinal));
}
