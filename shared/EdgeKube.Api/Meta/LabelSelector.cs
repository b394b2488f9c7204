using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Selects objects by labels: matchLabels and matchExpressions must all hold. Empty selects everything.</summary>
[Description("Selects objects by labels: matchLabels and matchExpressions must all hold. Empty selects everything.")]
public sealed record LabelSelector
{
    [Description("Labels that must be present with exactly these values.")]
    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }

    [Description("Conditions on labels that must all hold.")]
    public IReadOnlyList<LabelSelectorRequirement>? MatchExpressions { get; init; }
}
