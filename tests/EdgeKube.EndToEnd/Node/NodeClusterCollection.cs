namespace EdgeKube.EndToEnd.Node;

[CollectionDefinition(Name)]
public sealed class NodeClusterCollection : ICollectionFixture<NodeCluster>
{
    public const string Name = "node";
}
