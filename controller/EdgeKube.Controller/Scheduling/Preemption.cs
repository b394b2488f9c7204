namespace EdgeKube.Controller.Scheduling;

/// <summary>Pods that must go so that a more important one has a place.</summary>
/// <param name="NodeName">Where.</param>
/// <param name="Victims">All of lower priority; never empty.</param>
internal sealed record Preemption(string NodeName, IReadOnlyList<PlacedPod> Victims);
