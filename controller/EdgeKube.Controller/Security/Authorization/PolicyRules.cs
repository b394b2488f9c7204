using EdgeKube.Api;

namespace EdgeKube.Controller.Security.Authorization;

/// <summary>What rules permit, in Kubernetes' meaning. Pure.</summary>
internal static class PolicyRules
{
    private const string All = "*";

    public static AccessDecision Decide(AccessRequest access, IEnumerable<RoleGrant> grants)
    {
        foreach (var grant in grants)
        {
            if (Allows(grant.Rule, access))
            {
                return new AccessDecision(true, $"RBAC: allowed by {grant.Source()}");
            }
        }

        return AccessDecision.NoOpinion;
    }

    public static bool Allows(PolicyRule rule, AccessRequest access)
    {
        if (!Holds(rule.Verbs, access.Verb))
        {
            return false;
        }

        return access.Path is { } path
            ? (rule.NonResourceURLs ?? []).Any(pattern => CoversPath(pattern, path))
            : Holds(rule.ApiGroups, access.Group)
                && (rule.Resources ?? []).Any(resource => CoversResource(resource, access.Resource, access.Subresource))
                && (rule.ResourceNames is not { Count: > 0 } names || names.Contains(access.ObjectName ?? ""));
    }

    /// <summary>A final <c>*</c> stands for any rest.</summary>
    public static bool CoversPath(string pattern, string path) =>
        pattern == path || (pattern.EndsWith(All, StringComparison.Ordinal) && path.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal));

    /// <summary><c>*</c> covers everything, <c>*/scale</c> that subresource of everything.</summary>
    public static bool CoversResource(string pattern, string resource, string? subresource)
    {
        var whole = string.IsNullOrEmpty(subresource) ? resource : $"{resource}/{subresource}";
        return pattern == All || pattern == whole || (!string.IsNullOrEmpty(subresource) && pattern == $"*/{subresource}");
    }

    private static bool Holds(IReadOnlyList<string>? values, string value) => values is not null && (values.Contains(All) || values.Contains(value));
}
