namespace EdgeKube.Api;

/// <summary>Rules for a container's requests and limits.</summary>
internal static class ResourceValidator
{
    public const string NotStandard = "must be a standard resource type or fully qualified";

    /// <summary>Whether it is one of Kubernetes' names, or somebody's with a domain.</summary>
    public static bool IsKnown(string name)
        => name is "cpu" or "memory" or "ephemeral-storage" || name.Contains('/', StringComparison.Ordinal) || name.StartsWith("hugepages-", StringComparison.Ordinal);

    public static IEnumerable<FieldError> Validate(ResourceRequirements resources, string path)
    {
        foreach (var (name, quantity) in resources.Limits ?? new Dictionary<string, Quantity>())
        {
            foreach (var fault in ValidateOne(name, quantity, $"{path}.limits[{name}]"))
            {
                yield return fault;
            }
        }

        foreach (var (name, quantity) in resources.Requests ?? new Dictionary<string, Quantity>())
        {
            foreach (var fault in ValidateOne(name, quantity, $"{path}.requests[{name}]"))
            {
                yield return fault;
            }

            if (CompareWithLimit(name, quantity, resources.Limits, path) is { } difference)
            {
                yield return difference;
            }
        }
    }

    // A device is had or not: there is no lending it.
    private static FieldError? CompareWithLimit(string name, Quantity quantity, IReadOnlyDictionary<string, Quantity>? limits, string path)
    {
        if (limits is null || !limits.TryGetValue(name, out var limit))
        {
            return ExtendedResources.IsExtended(name) ? FieldError.Required($"{path}.limits", "Limit must be set for non overcommitable resources") : null;
        }

        return quantity != limit && ExtendedResources.IsExtended(name) ? FieldError.Invalid($"{path}.requests", quantity.ToString(), $"must be equal to {name} limit of {limit}")
            : quantity > limit ? FieldError.Invalid($"{path}.requests", quantity.ToString(), $"must be less than or equal to {name} limit of {limit}")
            : null;
    }

    private static IEnumerable<FieldError> ValidateOne(string name, Quantity quantity, string path)
    {
        foreach (var fault in LabelRules.FindKeyFaults(name))
        {
            yield return FieldError.Invalid(path, name, fault);
        }

        if (!IsKnown(name))
        {
            yield return FieldError.Invalid(path, name, NotStandard);
            yield return FieldError.Invalid(path, name, "must be a standard resource for containers");
        }
        else if (name is not ("cpu" or "memory" or "ephemeral-storage") && !ExtendedResources.IsExtended(name))
        {
            yield return FieldError.NotImplemented(path);
        }

        if (quantity.Sign < 0)
        {
            yield return FieldError.Invalid(path, quantity.ToString(), "must be greater than or equal to 0");
        }

        if (ExtendedResources.IsExtended(name) && quantity.MilliValue % 1000 != 0)
        {
            yield return FieldError.Invalid(path, quantity.ToString(), "must be an integer");
        }
    }
}
