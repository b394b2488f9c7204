namespace EdgeKube.Api;

/// <summary>Rules for what a pod asks for as a whole, and beside its containers. The sentences and their paths are Kubernetes' own.</summary>
internal static class PodLevelValidator
{
    private static readonly Dictionary<string, Quantity> Nothing = [];

    public static IEnumerable<FieldError> Validate(PodSpec spec, string path)
        => spec.Resources is not { } own ? []
            : FindForeign(own.Limits, $"{path}.limits").Concat(FindForeign(own.Requests, $"{path}.requests"))
                .Concat(ResourceValidator.Validate(new ResourceRequirements { Limits = Supported(own.Limits), Requests = Supported(own.Requests) }, path))
                .Concat(CompareRequests(spec, own.Requests ?? Nothing, path))
                .Concat(CompareLimits(spec, own.Limits ?? Nothing, path));

    private static IEnumerable<FieldError> FindForeign(IReadOnlyDictionary<string, Quantity>? amounts, string path)
    {
        foreach (var name in (amounts ?? Nothing).Keys)
        {
            if (!PodLevelResources.Names.Contains(name))
            {
                yield return Judge(name, $"{path}[{name}]");
            }
        }
    }

    private static FieldError Judge(string name, string path)
    {
        foreach (var fault in LabelRules.FindKeyFaults(name))
        {
            return FieldError.Invalid(path, name, fault);
        }

        return name.StartsWith("hugepages-", StringComparison.Ordinal) ? FieldError.NotImplemented(path)
            : ResourceValidator.IsKnown(name) ? FieldError.NotSupported(path, name, "cpu", "hugepages-", "memory")
            : FieldError.Invalid(path, name, ResourceValidator.NotStandard);
    }

    private static Dictionary<string, Quantity> Supported(IReadOnlyDictionary<string, Quantity>? amounts)
    {
        var found = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var (name, amount) in amounts ?? Nothing)
        {
            if (PodLevelResources.Names.Contains(name))
            {
                found[name] = amount;
            }
        }

        return found;
    }

    private static IEnumerable<FieldError> CompareRequests(PodSpec spec, IReadOnlyDictionary<string, Quantity> own, string path)
    {
        var together = PodAmounts.OfContainers(spec, container => container.Resources?.Requests);
        foreach (var name in PodLevelResources.Names)
        {
            if (own.TryGetValue(name, out var amount) && together.TryGetValue(name, out var asked) && asked > amount)
            {
                yield return FieldError.Invalid($"{path}.requests[{name}]", amount.ToString(), $"must be greater than or equal to aggregate container requests of {asked}");
            }
        }
    }

    private static IEnumerable<FieldError> CompareLimits(PodSpec spec, IReadOnlyDictionary<string, Quantity> own, string path)
    {
        for (var i = 0; i < spec.Containers.Count; i++)
        {
            foreach (var name in PodLevelResources.Names)
            {
                if (own.TryGetValue(name, out var most) && spec.Containers[i].Resources?.Limits?.TryGetValue(name, out var limit) is true && limit > most)
                {
                    yield return FieldError.Invalid($"{path}.containers[{i}][{name}].limits", limit.ToString(), $"must be less than or equal to pod limits of {most}");
                }
            }
        }
    }
}
