namespace EdgeKube.Controller.Api;

/// <summary>What nodes and their containers use now, asked of the nodes themselves.</summary>
internal interface INodeMeasures
{
    /// <summary>Null when the node cannot be asked, or does not answer.</summary>
    Task<NodeUsage?> FindAsync(string node, CancellationToken cancellationToken);
}
