namespace EdgeKube.Agent.Pods.Shutdown;

/// <summary>One row of <c>shutdownGracePeriodByPodPriority</c>.</summary>
/// <param name="Priority">Pods of this priority and above, up to the next row's; pods below the lowest row's belong to that one.</param>
/// <param name="Period">How long the node waits for them at most.</param>
internal sealed record ShutdownPeriod(int Priority, TimeSpan Period)
{
    /// <summary>The least priority of what the system itself needs (system-cluster-critical, system-node-critical).</summary>
    public const int Critical = PodRank.SystemCritical;

    /// <summary>The kubelet's short form: a whole time, of which the last part is kept for critical pods.</summary>
    public static IReadOnlyList<ShutdownPeriod> Of(TimeSpan whole, TimeSpan ofItCritical)
        => [new(0, whole - ofItCritical), new(Critical, ofItCritical)];
}
