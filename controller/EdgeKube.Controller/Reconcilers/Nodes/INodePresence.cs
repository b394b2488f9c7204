namespace EdgeKube.Controller.Reconcilers.Nodes;

/// <summary>Which nodes are connected. The fleet knows; the node lifecycle acts on it.</summary>
internal interface INodePresence
{
    /// <summary>A node has connected or disconnected. Raised after <see cref="Find"/> tells the new state; handlers must be quick.</summary>
    event Action<string>? Changed;

    /// <summary>A node that has not been seen since the start counts as disconnected since then.</summary>
    NodePresence Find(string nodeName);
}
