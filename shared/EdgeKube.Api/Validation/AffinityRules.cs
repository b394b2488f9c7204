namespace EdgeKube.Api;

/// <summary>Rules for where a pod must or should be placed.</summary>
internal static class AffinityRules
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    public static IEnumerable<FieldError> Validate(Affinity? affinity, string path)
    {
        var (near, away) = (affinity?.PodAffinity, affinity?.PodAntiAffinity);
        return (affinity?.NodeAffinity is { } nodes ? ValidateNodes(nodes, $"{path}.nodeAffinity") : [])
            .Concat(ValidatePods(near?.RequiredDuringSchedulingIgnoredDuringExecution, near?.PreferredDuringSchedulingIgnoredDuringExecution, $"{path}.podAffinity"))
            .Concat(ValidatePods(away?.RequiredDuringSchedulingIgnoredDuringExecution, away?.PreferredDuringSchedulingIgnoredDuringExecution, $"{path}.podAntiAffinity"));
    }

    private static IEnumerable<FieldError> ValidateNodes(NodeAffinity affinity, string path)
    {
        var required = affinity.RequiredDuringSchedulingIgnoredDuringExecution is { } selector ? NodeSelectorRules.Validate(selector, $"{path}.{Required}") : [];
        return required.Concat((affinity.PreferredDuringSchedulingIgnoredDuringExecution ?? []).SelectMany(
            (term, i) => ValidateWeight(term.Weight, $"{path}.{Preferred}[{i}].weight").Concat(NodeSelectorRules.Validate(term.Preference, $"{path}.{Preferred}[{i}].preference"))));
    }

    private static IEnumerable<FieldError> ValidatePods(IReadOnlyList<PodAffinityTerm>? required, IReadOnlyList<WeightedPodAffinityTerm>? preferred, string path)
        => (required ?? []).SelectMany((term, i) => ValidatePods(term, $"{path}.{Required}[{i}]"))
            .Concat((preferred ?? []).SelectMany(
                (term, i) => ValidateWeight(term.Weight, $"{path}.{Preferred}[{i}].weight").Concat(ValidatePods(term.PodAffinityTerm, $"{path}.{Preferred}[{i}].podAffinityTerm"))));

    // "namespace" is Kubernetes' own path, though the field is called namespaces.
    private static IEnumerable<FieldError> ValidatePods(PodAffinityTerm term, string path)
        => (term.LabelSelector is { } pods ? SelectorValidator.ValidateSelector(pods, $"{path}.labelSelector") : [])
            .Concat(term.NamespaceSelector is { } spaces ? SelectorValidator.ValidateSelector(spaces, $"{path}.namespaceSelector") : [])
            .Concat((term.Namespaces ?? []).SelectMany(name => NameRules.FindLabelFaults(name).Select(fault => FieldError.Invalid($"{path}.namespace", name, fault))))
            .Concat(LabelKeyRules.Validate(term.MatchLabelKeys, term.MismatchLabelKeys, term.LabelSelector, path))
            .Concat(term.TopologyKey.Length == 0 ? [FieldError.Required($"{path}.topologyKey", "can not be empty")] : [])
            .Concat(SelectorValidator.ValidateKey(term.TopologyKey, $"{path}.topologyKey"));

    private static IEnumerable<FieldError> ValidateWeight(int weight, string path)
        => weight is >= 1 and <= 100 ? [] : [FieldError.Invalid(path, weight, "must be in the range 1-100")];
}
