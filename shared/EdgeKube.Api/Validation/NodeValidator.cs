using System.Net;

namespace EdgeKube.Api;

/// <summary>Rules for Nodes.</summary>
internal static class NodeValidator
{
    // A certificate's common name holds 64 characters, and "node:" comes first.
    private const int MaxNameLength = 58;

    public static IEnumerable<FieldError> Validate(Node node)
    {
        foreach (var fault in MetadataValidator.Validate(node.Metadata, FindNameFaults))
        {
            yield return fault;
        }

        foreach (var name in NodeBudgets.All)
        {
            if (node.Metadata.Annotations?.GetValueOrDefault(name) is { } budget && NodeBudgets.FindFault(budget) is { } fault)
            {
                yield return FieldError.Invalid($"metadata.annotations[{name}]", budget, fault);
            }
        }

        var taints = node.Spec?.Taints ?? [];
        var unique = new HashSet<(string, string)>();
        for (var i = 0; i < taints.Count; i++)
        {
            foreach (var fault in ValidateTaint(taints[i], unique, i))
            {
                yield return fault;
            }
        }

        var ranges = node.Spec?.PodCIDRs ?? [];
        for (var i = 0; i < ranges.Count; i++)
        {
            if (!IPNetwork.TryParse(ranges[i], out _))
            {
                yield return FieldError.Invalid($"spec.podCIDRs[{i}]", ranges[i], "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
            }
        }
    }

    private static IEnumerable<string> FindNameFaults(string name)
    {
        var faults = NameRules.FindSubdomainFaults(name);
        return name.Length > MaxNameLength ? faults.Prepend($"must be no more than {MaxNameLength} characters") : faults;
    }

    // The path is Kubernetes' own slip, kept so that clients see the same.
    private static IEnumerable<FieldError> ValidateTaint(Taint taint, HashSet<(string Key, string Effect)> unique, int index)
    {
        var path = $"metadata.taints[{index}]";
        foreach (var fault in LabelRules.FindKeyFaults(taint.Key))
        {
            yield return FieldError.Invalid($"{path}.key", taint.Key, fault);
        }

        foreach (var fault in LabelRules.FindValueFaults(taint.Value ?? ""))
        {
            yield return FieldError.Invalid($"{path}.value", taint.Value, fault);
        }

        if (taint.Effect.Length == 0)
        {
            yield return FieldError.Required($"{path}.effect");
        }
        else if (taint.Effect is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
        {
            yield return FieldError.NotSupported($"{path}.effect", taint.Effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
        }

        if (!unique.Add((taint.Key, taint.Effect)))
        {
            yield return FieldError.Duplicate(path, $"{taint.Key}:{taint.Effect}");
        }
    }
}
