namespace EdgeKube.Agent.Pods;

/// <summary>What is to be done about a pod's init containers.</summary>
/// <param name="IsDone">The containers may start.</param>
internal readonly record struct InitStep(IReadOnlyList<PodAction> Actions, bool IsDone);
