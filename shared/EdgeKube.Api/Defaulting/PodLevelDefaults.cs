namespace EdgeKube.Api;

/// <summary>
/// What follows for a pod that asks for resources as a whole: a limit that it leaves out is that of its containers if each has one, and a request that
/// it leaves out is theirs if there is any, else its limit.
/// </summary>
internal static class PodLevelDefaults
{
    /// <param name="spec">With its containers' defaults.</param>
    public static ResourceRequirements? Apply(PodSpec spec)
    {
        if (spec.Resources is not { } own || !PodLevelResources.AreSet(spec))
        {
            return spec.Resources;
        }

        var limits = Copy(own.Limits);
        var limitsOfContainers = PodAmounts.OfContainers(spec, container => container.Resources?.Limits);
        foreach (var name in PodLevelResources.Names)
        {
            if (IsLimitedByAll(spec, name))
            {
                limits.TryAdd(name, limitsOfContainers[name]);
            }
        }

        if (limits.Count == 0)
        {
            return own;
        }

        var requests = Copy(own.Requests);
        var requestsOfContainers = PodAmounts.OfContainers(spec, container => container.Resources?.Requests);
        foreach (var name in PodLevelResources.Names)
        {
            if (requestsOfContainers.TryGetValue(name, out var amount) || limits.TryGetValue(name, out amount))
            {
                requests.TryAdd(name, amount);
            }
        }

        return own with { Limits = limits, Requests = requests };
    }

    private static bool IsLimitedByAll(PodSpec spec, string name)
    {
        foreach (var container in PodContainers.All(spec))
        {
            if (container.Resources?.Limits?.ContainsKey(name) is not true)
            {
                return false;
            }
        }

        return spec.Containers.Count > 0;
    }

    private static Dictionary<string, Quantity> Copy(IReadOnlyDictionary<string, Quantity>? amounts)
        => amounts is null ? new(StringComparer.Ordinal) : new(amounts, StringComparer.Ordinal);
}
