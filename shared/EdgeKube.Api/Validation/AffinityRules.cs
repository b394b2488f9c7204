namespace EdgeKube.Api;

/// <summary>Rules for where a pod must or should be placed.</summary>
internal static class AffinityRules
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    public static IEnumerable<FieldError> Validate(Affinity? affinity, string path)
        => affinity?.NodeAffinity is { } nodes ? ValidateNodes(nodes, $"{path}.nodeAffinity") : [];

    private static IEnumerable<FieldError> ValidateNodes(NodeAffinity affinity, string path)
    {
        var required = affinity.RequiredDuringSchedulingIgnoredDuringExecution is { } selector ? NodeSelectorRules.Validate(selector, $"{path}.{Required}") : [];
        return required.Concat((affinity.PreferredDuringSchedulingIgnoredDuringExecution ?? []).SelectMany(
            (term, i) => ValidateWeight(term.Weight, $"{path}.{Preferred}[{i}].weight").Concat(NodeSelectorRules.Validate(term.Preference, $"{path}.{Preferred}[{i}].preference"))));
    }

    private static IEnumerable<FieldError> ValidateWeight(int weight, string path)
        => weight is >= 1 and <= 100 ? [] : [FieldError.Invalid(path, weight, "must be in the range 1-100")];
}
