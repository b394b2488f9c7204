using EdgeKube.Api;

namespace EdgeKube.Agent.Local;

/// <summary>What this node knows, link or no link.</summary>
internal interface ILocalObjects
{
    string NodeName { get; }

    /// <summary>The pods of this node with their newest statuses.</summary>
    IReadOnlyList<Pod> Pods();

    /// <summary>This node with its newest status, and whether a controller is reached.</summary>
    Node Node();

    /// <summary>The latest events, told or not.</summary>
    IReadOnlyList<Event> Events();
}
