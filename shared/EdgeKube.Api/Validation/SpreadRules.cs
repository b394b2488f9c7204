namespace EdgeKube.Api;

/// <summary>Rules for how evenly pods are spread.</summary>
internal static class SpreadRules
{
    private const string Required = "DoNotSchedule";

    public static IEnumerable<FieldError> Validate(IReadOnlyList<TopologySpreadConstraint> constraints, string path)
    {
        for (var i = 0; i < constraints.Count; i++)
        {
            var (constraint, place) = (constraints[i], $"{path}[{i}]");
            foreach (var fault in ValidateTopology(constraint, place)
                .Concat(ValidateRepetition(constraint, constraints.Skip(i + 1), place))
                .Concat(ValidateNodes(constraint, place))
                .Concat(LabelKeyRules.Validate(constraint.MatchLabelKeys, null, constraint.LabelSelector, place))
                .Concat(constraint.LabelSelector is { } selector ? SelectorValidator.ValidateSelector(selector, $"{place}.labelSelector") : []))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<FieldError> ValidateTopology(TopologySpreadConstraint constraint, string path)
    {
        if (constraint.MaxSkew <= 0)
        {
            yield return FieldError.Invalid($"{path}.maxSkew", constraint.MaxSkew, "must be greater than zero");
        }

        if (constraint.TopologyKey.Length == 0)
        {
            yield return FieldError.Required($"{path}.topologyKey", "can not be empty");
        }

        if (constraint.WhenUnsatisfiable is not (Required or "ScheduleAnyway"))
        {
            yield return FieldError.NotSupported($"{path}.whenUnsatisfiable", constraint.WhenUnsatisfiable, Required, "ScheduleAnyway");
        }
    }

    private static IEnumerable<FieldError> ValidateRepetition(TopologySpreadConstraint constraint, IEnumerable<TopologySpreadConstraint> rest, string path)
        => rest.Any(other => other.TopologyKey == constraint.TopologyKey && other.WhenUnsatisfiable == constraint.WhenUnsatisfiable)
            ? [FieldError.Duplicate($"{path}.{{topologyKey, whenUnsatisfiable}}", $"{{{constraint.TopologyKey}, {constraint.WhenUnsatisfiable}}}")]
            : [];

    private static IEnumerable<FieldError> ValidateNodes(TopologySpreadConstraint constraint, string path)
    {
        if (constraint.MinDomains is <= 0 and var domains)
        {
            yield return FieldError.Invalid($"{path}.minDomains", domains, "must be greater than zero");
        }

        if (constraint.MinDomains is { } given && constraint.WhenUnsatisfiable != Required)
        {
            yield return FieldError.Invalid($"{path}.minDomains", given, $"can only use minDomains if whenUnsatisfiable={Required}, not {constraint.WhenUnsatisfiable}");
        }

        foreach (var (name, policy) in new[] { ("nodeAffinityPolicy", constraint.NodeAffinityPolicy), ("nodeTaintsPolicy", constraint.NodeTaintsPolicy) })
        {
            if (policy is not (null or "Honor" or "Ignore"))
            {
                yield return FieldError.NotSupported($"{path}.{name}", policy, "Honor", "Ignore");
            }
        }
    }
}
