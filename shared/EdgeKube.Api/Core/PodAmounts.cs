namespace EdgeKube.Api;

/// <summary>What a pod needs altogether of something that its containers need.</summary>
public static class PodAmounts
{
    /// <summary>
    /// Containers and sidecars at once, or an init container beside the sidecars that were started before it, whichever is more.
    /// </summary>
    /// <param name="amount">What one container needs; not negative.</param>
    public static long Combine(PodSpec? spec, Func<Container, long> amount)
    {
        long containers = 0;
        foreach (var container in spec?.Containers ?? [])
        {
            containers += amount(container);
        }

        long sidecars = 0;
        long peak = 0;
        foreach (var container in spec?.InitContainers ?? [])
        {
            var one = amount(container);
            peak = Math.Max(peak, sidecars + one);
            sidecars += PodContainers.IsSidecar(container) ? one : 0;
        }

        return Math.Max(containers + sidecars, peak);
    }
}
