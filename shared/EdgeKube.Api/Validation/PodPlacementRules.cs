namespace EdgeKube.Api;

/// <summary>Rules for what decides when and how a pod is placed: gates, priority, the class of its runtime.</summary>
internal static class PodPlacementRules
{
    public static IEnumerable<FieldError> Validate(PodSpec spec, string path)
        => AffinityRules.Validate(spec.Affinity, $"{path}.affinity").Concat(ValidateGates(spec, path)).Concat(ValidateNames(spec, path)).Concat(ValidateOverhead(spec.Overhead, $"{path}.overhead"))
            .Concat(SpreadRules.Validate(spec.TopologySpreadConstraints ?? [], $"{path}.topologySpreadConstraints"));

    private static IEnumerable<FieldError> ValidateGates(PodSpec spec, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var gates = spec.SchedulingGates ?? [];
        for (var i = 0; i < gates.Count; i++)
        {
            foreach (var fault in LabelRules.FindKeyFaults(gates[i].Name))
            {
                yield return FieldError.Invalid($"{path}.schedulingGates[{i}]", gates[i].Name, fault);
            }

            if (!names.Add(gates[i].Name))
            {
                yield return FieldError.Duplicate($"{path}.schedulingGates[{i}]", gates[i].Name);
            }
        }

        if (gates.Count > 0 && !string.IsNullOrEmpty(spec.NodeName))
        {
            yield return FieldError.Forbidden($"{path}.nodeName", "cannot be set until all schedulingGates have been cleared");
        }
    }

    private static IEnumerable<FieldError> ValidateNames(PodSpec spec, string path)
    {
        foreach (var (field, name) in new[] { ("priorityClassName", spec.PriorityClassName), ("runtimeClassName", spec.RuntimeClassName) })
        {
            foreach (var fault in string.IsNullOrEmpty(name) ? [] : NameRules.FindSubdomainFaults(name))
            {
                yield return FieldError.Invalid($"{path}.{field}", name, fault);
            }
        }

        if (spec.PreemptionPolicy is not (null or "" or "Never" or "PreemptLowerPriority"))
        {
            yield return FieldError.NotSupported($"{path}.preemptionPolicy", spec.PreemptionPolicy, "Never", "PreemptLowerPriority");
        }
    }

    private static IEnumerable<FieldError> ValidateOverhead(IReadOnlyDictionary<string, Quantity>? overhead, string path)
        => overhead is null ? [] : ResourceValidator.Validate(new ResourceRequirements { Limits = overhead }, path);
}
