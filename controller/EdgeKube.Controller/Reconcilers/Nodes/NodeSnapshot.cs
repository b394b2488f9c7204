using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Nodes;

/// <param name="Node">As stored.</param>
/// <param name="Presence">Connected, or since when not.</param>
/// <param name="Pods">The pods bound to it.</param>
internal sealed record NodeSnapshot(Node Node, NodePresence Presence, IReadOnlyList<Pod> Pods);
