using EdgeKube.Api;

namespace EdgeKube.Controller.Scheduling;

/// <summary>Amounts that fit is computed with: thousandths of a cpu, bytes, and a number of pods.</summary>
internal readonly record struct PodResources(long MilliCpu, long Memory, long EphemeralStorage, long Pods)
{
    public static PodResources operator +(PodResources left, PodResources right)
        => new(left.MilliCpu + right.MilliCpu, left.Memory + right.Memory, left.EphemeralStorage + right.EphemeralStorage, left.Pods + right.Pods);

    public static PodResources operator -(PodResources left, PodResources right)
        => new(left.MilliCpu - right.MilliCpu, left.Memory - right.Memory, left.EphemeralStorage - right.EphemeralStorage, left.Pods - right.Pods);

    /// <summary>What a pod asks for, one pod included.</summary>
    public static PodResources OfPod(Pod pod) => Combine(pod, asked => asked);

    /// <summary>What a pod is taken to need for scoring: 100m cpu and 200 MB for each container that does not say.</summary>
    public static PodResources OfPodForScoring(Pod pod) => Combine(
        pod,
        asked => asked with { MilliCpu = asked.MilliCpu == 0 ? 100 : asked.MilliCpu, Memory = asked.Memory == 0 ? 200L << 20 : asked.Memory });

    private static PodResources Combine(Pod pod, Func<PodResources, PodResources> ofContainer)
    {
        var cpu = PodLevelResources.FindRequest(pod.Spec, "cpu")?.MilliValue ?? Sum(amounts => amounts.MilliCpu);
        var memory = PodLevelResources.FindRequest(pod.Spec, "memory")?.Value ?? Sum(amounts => amounts.Memory);
        return new PodResources(cpu, memory, Sum(amounts => amounts.EphemeralStorage), 1) + (Of(pod.Spec?.Overhead) with { Pods = 0 });

        long Sum(Func<PodResources, long> amount) => PodAmounts.Combine(pod.Spec, container => amount(ofContainer(Of(container.Resources?.Requests))));
    }

    public static PodResources OfNode(Node node) => Of(node.Status?.Allocatable);

    private static PodResources Of(IReadOnlyDictionary<string, Quantity>? list) => list is null ? default : new(
        list.GetValueOrDefault("cpu").MilliValue,
        list.GetValueOrDefault("memory").Value,
        list.GetValueOrDefault("ephemeral-storage").Value,
        list.GetValueOrDefault("pods").Value);
}
