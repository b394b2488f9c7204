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
        foreach (var container in PodContainers.All(spec))
        {
            foreach (var (name, _) in read(container) ?? Nothing)
            {
                if (!together.ContainsKey(name))
                {
                    together[name] = Combine(spec, one => (read(one) ?? Nothing).GetValueOrDefault(name));
                }
            }
        }

        return together;
    }

    /// <summary>
    /// Containers and sidecars at once, or an init container beside the sidecars that were started before it, whichever is more.
    /// </summary>
    /// <param name="amount">What one container needs; not negative.</param>
    public static long Combine(PodSpec? spec, Func<Container, long> amount) => Combine(spec, container => Quantity.FromUnits(amount(container))).Value;

    private static Quantity Combine(PodSpec? spec, Func<Container, Quantity> amount)
    {
        var together = default(Quantity);
        foreach (var container in spec?.Containers ?? [])
        {
            together += amount(container);
        }

        var sidecars = default(Quantity);
        var peak = default(Quantity);
        foreach (var container in spec?.InitContainers ?? [])
        {
            var one = amount(container);
            peak = Larger(peak, sidecars + one);
            sidecars += PodContainers.IsSidecar(container) ? one : default;
        }

        return Larger(together + sidecars, peak);
    }

    private static Quantity Larger(Quantity one, Quantity other) => other > one ? other : one;
}
