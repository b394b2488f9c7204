using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Which ClusterRoles a ClusterRole takes its rules from.</summary>
[Description("Which ClusterRoles a ClusterRole takes its rules from.")]
public sealed record AggregationRule
{
    [Description("A ClusterRole that any of these selectors matches contributes its rules.")]
    public IReadOnlyList<LabelSelector>? ClusterRoleSelectors { get; init; }
}
