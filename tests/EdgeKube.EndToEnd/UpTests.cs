using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd;

/// <summary><c>./build.sh up --nodes 3</c> and <c>down</c>.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class UpTests
{
    [Fact]
    public async Task Up_ThreeNodes_SpreadsPodsAndDownLeavesNothing()
    {
        var cluster = new Cluster(nodes: 3);
        await cluster.InitializeAsync();
        var run = Machine.FindClaim(cluster.Directory);
        Assert.NotNull(run);

        var nodes = await cluster.MustAsync("get", "nodes", "--no-headers");
        Assert.Equal(["n1 Ready", "n2 Ready", "n3 Ready"], nodes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(FirstTwo));
        await cluster.MustApplyAsync(Manifests.Deployment("web", 6));
        var pods = await cluster.RunningAsync(6);
        Assert.Equal([("n1", 2), ("n2", 2), ("n3", 2)], pods.CountBy(p => p.NodeName).Select(n => (n.Key, n.Value)).Order());
        Assert.Equal(6, pods.Select(p => p.PodIP).Distinct().Count());

        var sockets = Machine.ShimSockets(run);
        Assert.Equal(6, sockets.Count);
        await cluster.DisposeAsync();
        await Machine.HoldsNothingAsync(cluster.Directory, run, sockets);
    }

    private static string FirstTwo(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2));
}
