namespace EdgeKube.Agent.Pods.Shutdown;

/// <summary>Pods that are ended side by side while the node shuts down. The next group's turn comes when all have ended, or when the time is over.</summary>
/// <param name="Period">How long to wait for them at most.</param>
/// <param name="Pods">In order of uid; never empty.</param>
internal sealed record ShutdownGroup(TimeSpan Period, IReadOnlyList<ShutdownPod> Pods);
