namespace EdgeKube.Controller.Reconcilers.Nodes;

/// <summary>Whether a node is connected, and for how long it has (not) been, on the monotonic clock.</summary>
internal readonly record struct NodePresence(bool Connected, TimeSpan For);
