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
        var stopped = IsStopped(observed);
        var isOver = goal.IsTerminal || (goal.Ending && stopped);
        var seen = (pod.Spec?.Containers ?? []).Select(container => ContainerStatusBuilder.Build(container, goal, observed, plan)).ToList();
        var containers = isOver ? [.. seen.Select(ContainerStatusBuilder.End)] : seen;
        var phase = goal.IsTerminal ? known!.Phase! : PodPhase.Of(RestartPolicy.Of(pod), containers, isOver);
        // As in the kubelet, readiness is told of what was seen: a container that never came is not a failed one.
        var seenPhase = goal.IsTerminal ? phase : PodPhase.Of(RestartPolicy.Of(pod), seen, isOver);
        // A phase that is the last word is said only when nothing of the pod runs any more; its conditions tell it before.
        var told = PodPhase.IsTerminal(phase) && !stopped && !goal.IsTerminal ? known?.Phase ?? PodPhase.Pending : phase;
        var ips = FindIPs(pod, observed, known, nodeIP, isOver || goal.Ending || PodPhase.IsTerminal(phase));
        return new PodStatus
        {
            ObservedGeneration = pod.Metadata.Generation,
            Phase = told,
            Conditions = PodConditions.Build(pod, goal, seenPhase, seen, HasSandbox(pod, observed), seconds),
            Message = known?.Message,
            Reason = known?.Reason,
            HostIP = nodeIP,
            HostIPs = [new HostIP { Ip = nodeIP }],
            PodIP = ips.Count > 0 ? ips[0] : null,
            PodIPs = ips.Count > 0 ? [.. ips.Select(ip => new PodIP { Ip = ip })] : null,
            StartTime = known?.StartTime ?? seconds,
            ContainerStatuses = containers,
            QosClass = PodQos.Of(pod).ToString(),
        };
    }

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
