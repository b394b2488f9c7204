using EdgeKube.Agent.Lifecycle;
using EdgeKube.Agent.Pods.Resizing;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>The status of a pod as the kubelet writes it.</summary>
internal static class PodStatusBuilder
{
    /// <param name="now">The clock's time, for display only.</param>
    public static PodStatus Build(PodGoal goal, Pod pod, ObservedPod observed, PodPlan plan, string nodeIP, DateTimeOffset now)
    {
        var seconds = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var known = goal.KnownStatus;
        if (plan.Verdict is { IsRefusal: true } refusal)
        {
            return Refused(pod, refusal, known?.StartTime ?? seconds);
        }

        if (goal.IsTerminal && known is { ContainerStatuses: null or { Count: 0 }, Conditions: null or { Count: 0 } })
        {
            return known with { ObservedGeneration = pod.Metadata.Generation };
        }

        var stopped = IsStopped(observed);
        var isOver = goal.IsTerminal || (goal.Ending && stopped) || (plan.Verdict is not null && stopped);
        var seenInits = (pod.Spec?.InitContainers ?? []).Select(container => ContainerStatusBuilder.Build(container, goal, observed, plan)).ToList();
        var seen = (pod.Spec?.Containers ?? []).Select(container => ContainerStatusBuilder.Build(container, goal, observed, plan)).ToList();
        // As in the kubelet, readiness is told of what was seen: a container that never came is not a failed one.
        var seenPhase = goal.IsTerminal ? known!.Phase! : plan.Verdict is not null ? PodPhase.Failed : PodPhase.Of(pod, seenInits, seen, isOver);
        var conditions = PodConditions.Build(pod, goal, seenPhase, seenInits, seen, HasSandbox(pod, observed), seconds);
        var containers = isOver && InitStatus.HasInitialized(pod.Spec, seenInits, seen) ? [.. seen.Select(ContainerStatusBuilder.End)] : seen;
        var inits = isOver ? InitStatus.End(seenInits) : seenInits;
        var phase = goal.IsTerminal || plan.Verdict is not null ? seenPhase : PodPhase.Of(pod, inits, containers, isOver);
        phase = isOver && !PodPhase.IsTerminal(phase) ? PodPhase.Failed : phase;
        // A phase that is the last word is said only when nothing of the pod runs any more; its conditions tell it before.
        var told = PodPhase.IsTerminal(phase) && !stopped && !goal.IsTerminal ? known?.Phase ?? PodPhase.Pending : phase;
        var ips = FindIPs(pod, observed, known, nodeIP, isOver || goal.Ending || PodPhase.IsTerminal(phase));
        return new PodStatus
        {
            ObservedGeneration = pod.Metadata.Generation,
            Phase = told,
            Conditions = [.. isOver || goal.Ending ? [] : ResizeConditions.Build(pod, observed, known, seconds), .. conditions, .. PodConditions.Disruption(pod, known, isOver && plan.Verdict is { IsDisruption: true } verdict ? verdict.Message : null, seconds)],
            Message = isOver ? plan.Verdict?.Message ?? known?.Message : known?.Message,
            Reason = isOver ? plan.Verdict?.Reason ?? known?.Reason : known?.Reason,
            HostIP = nodeIP,
            HostIPs = [new HostIP { Ip = nodeIP }],
            PodIP = ips.Count > 0 ? ips[0] : null,
            PodIPs = ips.Count > 0 ? [.. ips.Select(ip => new PodIP { Ip = ip })] : null,
            StartTime = known?.StartTime ?? seconds,
            InitContainerStatuses = inits.Count == 0 ? null : inits,
            // By name, whatever their order in the spec; init containers stay in the order in which they run.
            ContainerStatuses = [.. containers.OrderBy(container => container.Name, StringComparer.Ordinal)],
            EphemeralContainerStatuses = BuildEphemeral(goal, pod, observed, plan),
            QosClass = PodQos.Of(pod).ToString(),
            AllocatedResources = PodLevelResources.AreSet(pod.Spec) ? pod.Spec!.Resources!.Requests : null,
            Resources = PodLevelResources.AreSet(pod.Spec) ? pod.Spec!.Resources : null,
        };
    }

    // They serve nobody: they are neither ready nor have they started in that sense.
    private static List<ContainerStatus>? BuildEphemeral(PodGoal goal, Pod pod, ObservedPod observed, PodPlan plan)
        => pod.Spec?.EphemeralContainers is not { Count: > 0 } added
            ? null
            : [.. added.Select(container => ContainerStatusBuilder.Build(container, goal, observed, plan) with { Ready = false, Started = null })];

    private static PodStatus Refused(Pod pod, PodVerdict refusal, DateTimeOffset startTime) => new()
    {
        ObservedGeneration = pod.Metadata.Generation,
        Phase = PodPhase.Failed,
        Reason = refusal.Reason,
        Message = $"Pod was rejected: {refusal.Message}",
        StartTime = startTime,
        QosClass = PodQos.Of(pod).ToString(),
    };

    private static bool IsStopped(ObservedPod observed)
        => observed.Sandboxes.All(sandbox => !sandbox.Ready && sandbox.Stopped)
            && !observed.Containers.Any(container => container.Phase is ContainerPhase.Running or ContainerPhase.Unknown);

    private static bool HasSandbox(Pod pod, ObservedPod observed)
        => observed.ReadySandbox is { } sandbox && (pod.Spec?.HostNetwork == true || sandbox.IPs.Count > 0);

    private static IReadOnlyList<string> FindIPs(Pod pod, ObservedPod observed, PodStatus? known, string nodeIP, bool keepKnown)
        => pod.Spec?.HostNetwork == true ? [nodeIP]
            : observed.ReadySandbox is { IPs.Count: > 0 } sandbox ? sandbox.IPs
            : keepKnown ? [.. (known?.PodIPs ?? []).Select(ip => ip.Ip)]
            : [];
}
