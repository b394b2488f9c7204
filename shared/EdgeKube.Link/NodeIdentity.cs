namespace EdgeKube.Link;

/// <summary>Who a node is, as its hello says.</summary>
/// <param name="Name">The node's name, see <see cref="Identity.IsNodeName"/>.</param>
/// <param name="BootId">Changes with every boot of the machine; at most 64 bytes.</param>
public sealed record NodeIdentity(string Name, string BootId);
