using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Security;
using EdgeKube.Api;

namespace EdgeKube.Agent.Lifecycle;

/// <summary>Why the node itself ends a pod, which then has failed.</summary>
/// <param name="EventType">Normal or Warning, as the kubelet tells it.</param>
internal sealed record PodVerdict(string Reason, string Message, string EventType)
{
    /// <summary>The pod was never taken in: there is nothing to tell of its containers.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>Time its containers have to end; null: what each was made with.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>The pod ends for the node's sake, not for something that it did.</summary>
    public bool IsDisruption { get; init; }

    private static readonly PodVerdict DeadlineExceeded = new("DeadlineExceeded", "Pod was active on the node longer than the specified deadline", "Normal");

    public static PodVerdict Refusal(string reason, string message) => new(reason, message, "Warning") { IsRefusal = true };

    // As the kubelet at a hard threshold: what runs short does not wait for half a minute.
    private static PodVerdict Evicted(string message) => new("Evicted", message, "Warning") { Grace = TimeSpan.Zero };

    /// <param name="now">On the scale of the node's uptime.</param>
    public static PodVerdict? Find(Pod pod, ObservedPod observed, TimeSpan now)
        => now >= DueAt(pod, observed) ? DeadlineExceeded
            : observed.Eviction is { } why ? Evicted(why) with { IsDisruption = true }
            : observed.Storage?.Excess is { } excess ? Evicted(excess)
            : observed.Sandboxes.Count == 0 ? NodeAdmission.JudgePressure(pod, observed.NodePressure) ?? NodeAdmission.Judge(pod, observed.HasAppArmor, observed.OwnNode)
            : null;

    /// <summary>When the pod's activeDeadlineSeconds are over; null when it has none.</summary>
    public static TimeSpan? DueAt(Pod pod, ObservedPod observed)
        => pod.Spec?.ActiveDeadlineSeconds is { } seconds ? observed.ActiveSince + TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue)) : null;
}
