using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd.Node;

/// <summary>What a node says of itself beside its conditions.</summary>
[Collection(NodeClusterCollection.Name)]
public sealed class NodeStatusTests(NodeCluster cluster)
{
    [Fact]
    public async Task NodeStatus_ImagesAndAllocatable_AreTold()
    {
        await cluster.UntilAsync(async () => (await cluster.MustAsync("get", "node", "n1", "-o", "jsonpath={.status.images[*].names[*]}")).Contains(Manifests.Image, StringComparison.Ordinal));
        var amounts = (await cluster.MustAsync("get", "node", "n1", "-o", "jsonpath={.status.capacity.memory} {.status.allocatable.memory}")).Split(' ');
        Assert.NotEqual(amounts[0], amounts[1]);
    }
}
