namespace EdgeKube.Api;

/// <summary>Rules for resourceFieldRef.</summary>
internal static class ResourceFieldRules
{
    private static readonly string[] Resources =
        ["limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"];

    private static readonly string[] MemoryUnits = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

    /// <param name="needsContainer">In a volume, which belongs to no container.</param>
    public static IEnumerable<FieldError> Validate(ResourceFieldSelector selector, bool needsContainer, string path)
    {
        if (needsContainer && string.IsNullOrEmpty(selector.ContainerName))
        {
            yield return FieldError.Required($"{path}.containerName");
        }

        if (selector.Resource.Length == 0)
        {
            yield return FieldError.Required($"{path}.resource");
        }
        else if (!Resources.Contains(selector.Resource))
        {
            yield return FieldError.NotSupported($"{path}.resource", selector.Resource, Resources);
        }
        else if (selector.Divisor is { IsZero: false } divisor)
        {
            var isCpu = selector.Resource.EndsWith(".cpu", StringComparison.Ordinal);
            if (isCpu ? divisor.ToString() is not ("1" or "1m") : !MemoryUnits.Contains(divisor.ToString()))
            {
                var units = isCpu ? "1m and 1" : string.Join(", ", MemoryUnits);
                yield return FieldError.Invalid($"{path}.divisor", selector.Resource, $"only divisor's values {units} are supported with the {(isCpu ? "cpu" : selector.Resource.Split('.')[1])} resource");
            }
        }
    }
}
