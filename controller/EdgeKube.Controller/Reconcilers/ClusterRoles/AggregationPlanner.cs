using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.ClusterRoles;

/// <summary>The rules of a ClusterRole that takes them from others.</summary>
internal static class AggregationPlanner
{
    /// <summary>The role with the rules it should have; the same role when it takes none from others.</summary>
    public static ClusterRole Plan(ClusterRole role, IReadOnlyList<ClusterRole> all)
    {
        if (role.AggregationRule is not { ClusterRoleSelectors: { } given })
        {
            return role;
        }

        var selectors = given.Select(Selector.From).ToArray();
        var sources = all
            .Where(other => other.Name != role.Name && selectors.Any(selector => selector.Matches(other.Metadata.Labels)))
            .OrderBy(other => other.Name, StringComparer.Ordinal);
        var rules = sources.SelectMany(other => other.Rules ?? []).DistinctBy(Key).ToArray();
        return role with { Rules = rules.Length == 0 ? null : rules };
    }

    /// <summary>The roles that must be looked at again when this one has changed: all that take rules from others.</summary>
    public static IEnumerable<string> FindTakers(IReadOnlyList<ClusterRole> all) => all.Where(role => role.AggregationRule is not null).Select(role => role.Name);

    // Rules with the same text are the same rule; none of these signs stands in a verb, a group or a resource.
    private static string Key(PolicyRule rule) => string.Join('\n', new[] { rule.Verbs, rule.ApiGroups, rule.Resources, rule.ResourceNames, rule.NonResourceURLs }
        .Select(values => string.Join('\t', values ?? [])));
}
