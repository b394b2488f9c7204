using EdgeKube.Api;

namespace EdgeKube.Agent.Volumes;

/// <summary>Judges what a pod has written, in the kubelet's order and words. Pure.</summary>
internal static class StorageLimits
{
    public const string Resource = "ephemeral-storage";

    /// <summary>Whether containers have limits of their own, so that their layers and logs must be measured.</summary>
    public static bool HasContainerLimits(Pod pod) => PodContainers.All(pod.Spec).Any(container => LimitOf(container) is not null);

    /// <summary>An emptyDir on disk, whose use counts for the pod.</summary>
    public static bool IsOnDisk(Volume volume) => volume.EmptyDir is { Medium: not "Memory" };

    /// <param name="volumes">Bytes in each emptyDir on disk, by the volume's name.</param>
    /// <param name="containers">Bytes in each container's layer and logs, by name.</param>
    /// <returns>Why the pod is to be evicted, or null.</returns>
    public static string? Judge(Pod pod, IReadOnlyDictionary<string, long> volumes, IReadOnlyDictionary<string, long> containers)
    {
        foreach (var volume in pod.Spec?.Volumes ?? [])
        {
            if (volume.EmptyDir?.SizeLimit is { Sign: > 0 } limit && volumes.GetValueOrDefault(volume.Name) > limit.Value)
            {
                return $"Usage of EmptyDir volume \"{volume.Name}\" exceeds the limit \"{limit}\". ";
            }
        }

        if (FindPodLimit(pod) is { } total && volumes.Values.Sum() + containers.Values.Sum() > total.Value)
        {
            return $"Pod ephemeral local storage usage exceeds the total limit of containers {total}. ";
        }

        foreach (var container in PodContainers.All(pod.Spec))
        {
            if (LimitOf(container) is { } limit && containers.GetValueOrDefault(container.Name) > limit.Value)
            {
                return $"Container {container.Name} exceeded its local ephemeral storage limit \"{limit}\". ";
            }
        }

        return null;
    }

    private static Quantity? FindPodLimit(Pod pod)
    {
        var limits = PodContainers.All(pod.Spec).Select(LimitOf).OfType<Quantity>().ToList();
        return limits switch
        {
            [] => null,
            [var one] => one,
            _ => Quantity.FromBytes(PodAmounts.Combine(pod.Spec, container => LimitOf(container)?.Value ?? 0)),
        };
    }

    private static Quantity? LimitOf(Container container) =>
        container.Resources?.Limits is { } limits && limits.TryGetValue(Resource, out var limit) && limit.Sign > 0 ? limit : null;
}
