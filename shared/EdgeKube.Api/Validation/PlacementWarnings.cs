namespace EdgeKube.Api;

/// <summary>What Kubernetes warns of in what decides where a pod is placed.</summary>
internal static class PlacementWarnings
{
    private static readonly Dictionary<string, string> OldNodeLabels = new()
    {
        ["beta.kubernetes.io/arch"] = "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        ["beta.kubernetes.io/os"] = "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        ["failure-domain.beta.kubernetes.io/region"] = "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
        ["failure-domain.beta.kubernetes.io/zone"] = "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
        ["beta.kubernetes.io/instance-type"] = "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
    };

    public static string? FindAdvice(string label) => OldNodeLabels.GetValueOrDefault(label);

    public static IEnumerable<string> Of(PodSpec spec, string path) =>
        OfNodes(spec, path)
            .Concat(OfPods(spec.Affinity, $"{path}.affinity"))
            .Concat((spec.TopologySpreadConstraints ?? []).SelectMany((constraint, i) => OfSpread(constraint, $"{path}.topologySpreadConstraints[{i}]")));

    private static IEnumerable<string> OfSpread(TopologySpreadConstraint constraint, string path)
        => OfKey(constraint.TopologyKey, $"{path}.topologyKey").Concat(OfSelector(constraint.LabelSelector, path));

    private static IEnumerable<string> OfPods(Affinity? affinity, string path)
    {
        var (near, away) = (affinity?.PodAffinity, affinity?.PodAntiAffinity);
        return OfPods(near?.RequiredDuringSchedulingIgnoredDuringExecution, near?.PreferredDuringSchedulingIgnoredDuringExecution, $"{path}.podAffinity")
            .Concat(OfPods(away?.RequiredDuringSchedulingIgnoredDuringExecution, away?.PreferredDuringSchedulingIgnoredDuringExecution, $"{path}.podAntiAffinity"));
    }

    private static IEnumerable<string> OfPods(IReadOnlyList<PodAffinityTerm>? required, IReadOnlyList<WeightedPodAffinityTerm>? preferred, string path)
    {
        var unselected = (required ?? []).SelectMany((term, i) => OfSelector(term.LabelSelector, $"{path}.requiredDuringSchedulingIgnoredDuringExecution[{i}]"));
        return unselected.Concat((preferred ?? []).SelectMany((term, i) => OfSelector(term.PodAffinityTerm.LabelSelector, $"{path}.preferredDuringSchedulingIgnoredDuringExecution[{i}].podAffinityTerm")));
    }

    private static IEnumerable<string> OfSelector(LabelSelector? selector, string path) => selector is null ? [$"{path}.labelSelector: a null labelSelector results in matching no pod"] : [];

    private static IEnumerable<string> OfNodes(PodSpec spec, string path)
    {
        var (nodes, place) = (spec.Affinity?.NodeAffinity, $"{path}.affinity.nodeAffinity");
        var required = nodes?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? [];
        var preferred = nodes?.PreferredDuringSchedulingIgnoredDuringExecution ?? [];
        return required.SelectMany((term, i) => OfTerm(term, $"{place}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[{i}]"))
            .Concat(preferred.SelectMany((term, i) => OfTerm(term.Preference, $"{place}.preferredDuringSchedulingIgnoredDuringExecution[{i}].preference")));
    }

    private static IEnumerable<string> OfTerm(NodeSelectorTerm term, string path)
        => (term.MatchExpressions ?? []).SelectMany((one, i) => OfKey(one.Key, $"{path}.matchExpressions[{i}].key"));

    private static IEnumerable<string> OfKey(string key, string path) => FindAdvice(key) is { } advice ? [$"{path}: {key} is {advice}"] : [];
}
