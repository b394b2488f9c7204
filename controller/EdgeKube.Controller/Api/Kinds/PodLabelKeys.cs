using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Writes what matchLabelKeys mean into the selectors beside them, once, when a pod is made: the pod's own labels may change later. Pure.</summary>
internal static class PodLabelKeys
{
    public static PodSpec? Merge(Pod pod) => pod.Spec is not { TopologySpreadConstraints: { } constraints } spec ? pod.Spec : spec with
    {
        TopologySpreadConstraints = [.. constraints.Select(one => one with { LabelSelector = Merge(one.LabelSelector, one.MatchLabelKeys, null, pod) })],
    };

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
