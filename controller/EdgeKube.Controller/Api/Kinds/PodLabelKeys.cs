using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Writes what matchLabelKeys mean into the selectors beside them, once, when a pod is made: the pod's own labels may change later. Pure.</summary>
internal static class PodLabelKeys
{
    public static PodSpec? Merge(Pod pod) => pod.Spec is not ({ TopologySpreadConstraints: not null } or { Affinity: not null }) ? pod.Spec : pod.Spec with
    {
        TopologySpreadConstraints = pod.Spec.TopologySpreadConstraints is { } constraints ? [.. constraints.Select(one => Merge(one, pod))] : null,
        Affinity = pod.Spec.Affinity is not { } affinity ? null : affinity with
        {
            PodAffinity = affinity.PodAffinity is not { } near ? null : near with
            {
                RequiredDuringSchedulingIgnoredDuringExecution = Merge(near.RequiredDuringSchedulingIgnoredDuringExecution, pod),
                PreferredDuringSchedulingIgnoredDuringExecution = Merge(near.PreferredDuringSchedulingIgnoredDuringExecution, pod),
            },
            PodAntiAffinity = affinity.PodAntiAffinity is not { } away ? null : away with
            {
                RequiredDuringSchedulingIgnoredDuringExecution = Merge(away.RequiredDuringSchedulingIgnoredDuringExecution, pod),
                PreferredDuringSchedulingIgnoredDuringExecution = Merge(away.PreferredDuringSchedulingIgnoredDuringExecution, pod),
            },
        },
    };

    private static TopologySpreadConstraint Merge(TopologySpreadConstraint constraint, Pod pod)
        => constraint with { LabelSelector = Merge(constraint.LabelSelector, constraint.MatchLabelKeys, null, pod) };

    private static IReadOnlyList<PodAffinityTerm>? Merge(IReadOnlyList<PodAffinityTerm>? terms, Pod pod) => terms is null ? null : [.. terms.Select(term => Merge(term, pod))];

    private static IReadOnlyList<WeightedPodAffinityTerm>? Merge(IReadOnlyList<WeightedPodAffinityTerm>? terms, Pod pod)
        => terms is null ? null : [.. terms.Select(term => term with { PodAffinityTerm = Merge(term.PodAffinityTerm, pod) })];

    private static PodAffinityTerm Merge(PodAffinityTerm term, Pod pod)
        => term with { LabelSelector = Merge(term.LabelSelector, term.MatchLabelKeys, term.MismatchLabelKeys, pod) };

    private static LabelSelector? Merge(LabelSelector? selector, IReadOnlyList<string>? match, IReadOnlyList<string>? mismatch, Pod pod)
    {
        var added = new List<LabelSelectorRequirement>();
        Add(added, match, "In", pod);
        Add(added, mismatch, "NotIn", pod);
        return selector is null || added.Count == 0 ? selector : selector with { MatchExpressions = [.. selector.MatchExpressions ?? [], .. added] };
    }

    private static void Add(List<LabelSelectorRequirement> added, IReadOnlyList<string>? keys, string @operator, Pod pod)
    {
        foreach (var key in keys ?? [])
        {
            if (pod.Metadata.Labels?.GetValueOrDefault(key) is { } value)
            {
                added.Add(new() { Key = key, Operator = @operator, Values = [value] });
            }
        }
    }
}
