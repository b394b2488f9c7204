namespace EdgeKube.Controller.Fleet.Views;

/// <summary>An entry of a node's view that may have to change.</summary>
internal readonly record struct ViewChange(string Node, LinkKey Key);
