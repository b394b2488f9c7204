using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pressure;

/// <summary>Whom to evict first, in the kubelet's order, and in its words. Pure.</summary>
internal static class EvictionRanking
{
    /// <summary>
    /// Those that use more than they asked for, then those of less priority, then those whose use is furthest above what they asked for. Static pods
    /// and those of a system's priority are never evicted.
    /// </summary>
    public static IReadOnlyList<PodLoad> Order(IEnumerable<PodLoad> pods, EvictionSignal signal)
    {
        var candidates = pods.Where(pod => !PodRank.IsCritical(pod.Pod));
        return signal == EvictionSignal.Pids
            ? [.. candidates.OrderBy(pod => pod.Priority).ThenByDescending(pod => pod.Used)]
            : [.. candidates.OrderByDescending(pod => pod.IsExceeding).ThenBy(pod => pod.Priority).ThenByDescending(pod => pod.Used - pod.Requested)];
    }

    public static string Message(PodLoad pod, EvictionThreshold threshold, Supply supply)
    {
        var resource = threshold.Signal.Resource;
        var message = threshold.Signal == EvictionSignal.Stall
            ? $"The node was low on resource: {resource}. In {100 - (supply.Available * 100 / supply.Capacity)}% of the last minute everything waited for it, threshold: {100 - threshold.Percent:0.#}%. "
            : $"The node was low on resource: {resource}. Threshold quantity: {Text(threshold.Signal, threshold.Of(supply.Capacity))}, available: {Text(threshold.Signal, supply.Available)}. ";
        // Of inodes and processes the kubelet does not tell who had how many.
        foreach (var (name, used) in HasQuantity(threshold.Signal) ? pod.Containers : [])
        {
            var requested = RequestOf(pod.Pod, name, resource);
            if (used > requested)
            {
                message += $"Container {name} was using {Text(threshold.Signal, used)}, request is {Text(threshold.Signal, requested)}, has larger consumption of {resource}. ";
            }
        }

        return message;
    }

    /// <summary>What the pod asks for, with its overhead.</summary>
    public static long RequestOf(Pod pod, string resource) =>
        PodAmounts.Requests(pod.Spec).GetValueOrDefault(resource).Value + (pod.Spec?.Overhead?.GetValueOrDefault(resource).Value ?? 0);

    private static long RequestOf(Pod pod, string container, string resource) =>
        PodContainers.All(pod.Spec).FirstOrDefault(one => one.Name == container)?.Resources?.Requests is { } requests && requests.TryGetValue(resource, out var amount) ? amount.Value : 0;

    // Something that containers may ask for.
    private static bool HasQuantity(EvictionSignal signal) => signal.Resource is "memory" or "ephemeral-storage";

    private static string Text(EvictionSignal signal, long amount) =>
        (HasQuantity(signal) ? Quantity.FromBytes(amount >> 10 << 10) : Quantity.FromUnits(amount)).ToString();
}
