namespace EdgeKube.Api;

/// <summary>What a pod needs altogether of something that its containers need.</summary>
public static class PodAmounts
{
    private static readonly Dictionary<string, Quantity> Nothing = [];

    /// <summary>What the pod asks for, by resource: what it says of itself, or else its containers together.</summary>
    public static IReadOnlyDictionary<string, Quantity> Requests(PodSpec? spec)
        => PodLevelResources.Over(OfContainers(spec, container => container.Resources?.Requests), spec?.Resources?.Requests);

    /// <summary>The same of its limits.</summary>
    public static IReadOnlyDictionary<string, Quantity> Limits(PodSpec? spec)
        => PodLevelResources.Over(OfContainers(spec, container => container.Resources?.Limits), spec?.Resources?.Limits);

    /// <summary>Its containers together, by resource, combined as in <see cref="Combine"/>.</summary>
    public static Dictionary<string, Quantity> OfContainers(PodSpec? spec, Func<Container, IReadOnlyDictionary<string, Quantity>?> read)
    {
        var together = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        var peaks = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var container in spec?.InitContainers ?? [])
        {
            foreach (var (name, amount) in read(container) ?? Nothing)
            {
                var beside = together.GetValueOrDefault(name) + amount;
                peaks[name] = beside > peaks.GetValueOrDefault(name) ? beside : peaks.GetValueOrDefault(name);
                if (PodContainers.IsSidecar(container))
                {
                    together[name] = beside;
                }
            }
        }

        foreach (var container in spec?.Containers ?? [])
        {
            foreach (var (name, amount) in read(container) ?? Nothing)
            {
                together[name] = together.GetValueOrDefault(name) + amount;
            }
        }

        foreach (var (name, peak) in peaks)
        {
            together[name] = peak > together.GetValueOrDefault(name) ? peak : together.GetValueOrDefault(name);
        }

        return together;
    }

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
