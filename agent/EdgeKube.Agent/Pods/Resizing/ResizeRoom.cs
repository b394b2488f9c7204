using EdgeKube.Agent.Cgroups;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods.Resizing;

/// <summary>Whether the node has free what a resize asks for. Pure.</summary>
internal static class ResizeRoom
{
    /// <param name="pod">With what it is to have.</param>
    /// <param name="others">The node's other pods that have not ended.</param>
    /// <param name="allocatable">What pods may ask for altogether; what is not named has no bound.</param>
    /// <returns>Null, or what is missing, in the kubelet's words.</returns>
    public static string? FindFault(Pod pod, IEnumerable<Pod> others, IReadOnlyDictionary<string, Quantity> allocatable)
    {
        var all = others.ToArray();
        foreach (var name in PodLevelResources.Names)
        {
            if (!allocatable.TryGetValue(name, out var most))
            {
                continue;
            }

            long used = 0;
            foreach (var other in all)
            {
                used += Of(other, name);
            }

            var (asked, room) = (Of(pod, name), name == "cpu" ? most.MilliValue : most.Value);
            if (asked > room - used)
            {
                return $"Node didn't have enough resource: {name}, requested: {asked}, used: {used}, capacity: {room}";
            }
        }

        return null;
    }

    private static long Of(Pod pod, string name)
        => ResourceAmounts.Request(pod.Spec?.Resources, name) is { } own
            ? InUnits(own, name)
            : PodAmounts.Combine(pod.Spec, container => ResourceAmounts.RequestOrLimit(container, name) is { } amount ? InUnits(amount, name) : 0);

    private static long InUnits(Quantity amount, string name) => name == "cpu" ? amount.MilliValue : amount.Value;
}
