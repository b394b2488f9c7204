namespace EdgeKube.Api;

/// <summary>What a pod asks for as a whole (spec.resources): cpu and memory, before the sum of what its containers ask for.</summary>
public static class PodLevelResources
{
    /// <summary>The resources that a pod can ask for as a whole.</summary>
    public static IReadOnlyList<string> Names { get; } = ["cpu", "memory"];

    /// <summary>Whether the pod says anything of itself; an empty spec.resources says nothing.</summary>
    public static bool AreSet(PodSpec? spec) => Holds(spec?.Resources?.Requests) || Holds(spec?.Resources?.Limits);

    /// <summary>The pod's own request, or null.</summary>
    public static Quantity? FindRequest(PodSpec? spec, string resource) => Find(spec?.Resources?.Requests, resource);

    /// <summary>The pod's own limit, or null.</summary>
    public static Quantity? FindLimit(PodSpec? spec, string resource) => Find(spec?.Resources?.Limits, resource);

    /// <summary>What decides the pod's QoS class: what it says of itself, or else what each container says.</summary>
    public static IReadOnlyList<ResourceRequirements?> ForClass(PodSpec? spec)
    {
        if (AreSet(spec))
        {
            return [spec!.Resources];
        }

        var found = new List<ResourceRequirements?>();
        foreach (var container in PodContainers.All(spec))
        {
            found.Add(container.Resources);
        }

        return found;
    }

    /// <summary>The amounts with the pod's own in the place of its containers'.</summary>
    internal static IReadOnlyDictionary<string, Quantity> Over(Dictionary<string, Quantity> amounts, IReadOnlyDictionary<string, Quantity>? own)
    {
        foreach (var name in Names)
        {
            if (Find(own, name) is { } amount)
            {
                amounts[name] = amount;
            }
        }

        return amounts;
    }

    private static bool Holds(IReadOnlyDictionary<string, Quantity>? amounts)
    {
        foreach (var name in Names)
        {
            if (Find(amounts, name) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static Quantity? Find(IReadOnlyDictionary<string, Quantity>? amounts, string resource)
        => amounts is not null && amounts.TryGetValue(resource, out var amount) ? amount : null;
}
