namespace EdgeKube.Machines.Harness;

/// <summary>What was said to be kept before the power was cut.</summary>
/// <param name="Acknowledged">Pods that the controller acknowledged.</param>
/// <param name="Shown">Pods that the agent showed to those who stand before it.</param>
public sealed record SmallSiteState(IReadOnlySet<string> Acknowledged, IReadOnlySet<string> Shown);
