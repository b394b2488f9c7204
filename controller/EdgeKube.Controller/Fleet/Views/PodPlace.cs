namespace EdgeKube.Controller.Fleet.Views;

/// <summary>Where a pod is and what it needs there.</summary>
/// <param name="Node">The node it is bound to.</param>
/// <param name="Keys">The pod itself, its ConfigMaps, Secrets and the like; no key twice.</param>
internal sealed record PodPlace(string Node, IReadOnlyCollection<LinkKey> Keys);
