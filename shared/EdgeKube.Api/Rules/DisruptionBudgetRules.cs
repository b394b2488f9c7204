namespace EdgeKube.Api;

/// <summary>Rules of PodDisruptionBudgets.</summary>
internal sealed class DisruptionBudgetRules : KindRules
{
    internal override IEnumerable<FieldError> Validate(Place obj)
    {
        var spec = obj["spec"];
        var (least, most) = (spec["minAvailable"], spec["maxUnavailable"]);
        if (least.IsGiven && most.IsGiven)
        {
            // Kubernetes shows its own structure.
            var json = $"{{\"MinAvailable\":{least.Json},\"Selector\":{spec["selector"].Json},\"MaxUnavailable\":{most.Json},\"UnhealthyPodEvictionPolicy\":{spec["unhealthyPodEvictionPolicy"].Json}}}";
            yield return FieldError.InvalidJson("spec", json, "minAvailable and maxUnavailable cannot be both set");
        }

        var faults = least.IsCount().Concat(least.AtMostAll()).Concat(most.IsCount()).Concat(most.AtMostAll())
            .Concat(spec.Selector() is { } selector ? SelectorValidator.ValidateSelector(selector, "spec.selector") : []);
        foreach (var fault in faults)
        {
            yield return fault;
        }
    }
}
