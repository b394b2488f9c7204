namespace EdgeKube.Api;

/// <summary>Resources that are counted and neither divided nor overcommitted: devices. Kubernetes' rules for their names.</summary>
public static class ExtendedResources
{
    private static readonly IReadOnlyDictionary<string, long> Nothing = new Dictionary<string, long>();

    /// <summary>Whether it is such a name: with a domain of its own (<c>edge.example/gps</c>), none of Kubernetes'.</summary>
    public static bool IsExtended(string name) =>
        name.Contains('/', StringComparison.Ordinal)
        && !name.Contains("kubernetes.io/", StringComparison.Ordinal)
        && !name.StartsWith("requests.", StringComparison.Ordinal)
        && !LabelRules.FindKeyFaults(name).Any();

    /// <summary>How many of each one container asks for, by name; none of which it asks for zero.</summary>
    public static IReadOnlyDictionary<string, long> Of(Container container) => Of(container.Resources?.Limits);

    /// <summary>The extended resources in a list of amounts, in whole numbers.</summary>
    public static IReadOnlyDictionary<string, long> Of(IReadOnlyDictionary<string, Quantity>? amounts)
    {
        Dictionary<string, long>? found = null;
        foreach (var (name, amount) in amounts ?? new Dictionary<string, Quantity>())
        {
            if (amount.Sign > 0 && IsExtended(name))
            {
                (found ??= new Dictionary<string, long>(StringComparer.Ordinal))[name] = amount.Value;
            }
        }

        return found ?? Nothing;
    }
}
