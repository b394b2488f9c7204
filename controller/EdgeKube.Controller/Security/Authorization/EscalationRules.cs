using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Security.Authorization;

/// <summary>Whether rules give no more than other rules hold: nobody hands out what they do not have. Pure.</summary>
internal static class EscalationRules
{
    /// <summary>What of the wanted rules is not covered, as Kubernetes writes it; empty when everything is.</summary>
    public static IReadOnlyList<string> FindMissing(IReadOnlyList<PolicyRule> held, IReadOnlyList<PolicyRule> wanted)
    {
        var missing = wanted.SelectMany(BreakDown).Where(one => !held.Any(rule => Covers(rule, one)));
        return [.. Compact(missing).Select(Describe).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Rules of one verb on one resource or path each.</summary>
    private static IEnumerable<PolicyRule> BreakDown(PolicyRule rule)
    {
        foreach (var group in rule.ApiGroups ?? [])
        {
            foreach (var resource in rule.Resources ?? [])
            {
                foreach (var verb in rule.Verbs ?? [])
                {
                    var one = new PolicyRule { Verbs = [verb], ApiGroups = [group], Resources = [resource] };
                    IEnumerable<PolicyRule> parts = rule.ResourceNames is { Count: > 0 } names ? names.Select(name => one with { ResourceNames = [name] }) : [one];
                    foreach (var part in parts)
                    {
                        yield return part;
                    }
                }
            }
        }

        foreach (var path in rule.NonResourceURLs ?? [])
        {
            foreach (var verb in rule.Verbs ?? [])
            {
                yield return new PolicyRule { Verbs = [verb], NonResourceURLs = [path] };
            }
        }
    }

    private static bool Covers(PolicyRule held, PolicyRule one)
    {
        if (!Holds(held.Verbs, one.Verbs![0]))
        {
            return false;
        }

        if (one.NonResourceURLs is [var path])
        {
            return (held.NonResourceURLs ?? []).Any(pattern => PolicyRules.CoversPath(pattern, path));
        }

        var (resource, subresource) = one.Resources![0].Split('/', 2) is [var first, var second] ? (first, second) : (one.Resources[0], null);
        return Holds(held.ApiGroups, one.ApiGroups![0])
            && (held.Resources ?? []).Any(pattern => PolicyRules.CoversResource(pattern, resource, subresource))
            && (held.ResourceNames is not { Count: > 0 } names || (one.ResourceNames is [var name] && names.Contains(name)));
    }

    private static bool Holds(IReadOnlyList<string>? values, string value) => values is not null && (values.Contains("*") || values.Contains(value));

    /// <summary>Verbs on the same resource and name together again.</summary>
    private static IEnumerable<PolicyRule> Compact(IEnumerable<PolicyRule> rules) => rules
        .GroupBy(rule => (rule.ApiGroups?[0], rule.Resources?[0], rule.ResourceNames?[0], rule.NonResourceURLs is [var path] ? $"{path} {rule.Verbs![0]}" : null))
        .Select(group => group.First() with { Verbs = [.. group.SelectMany(rule => rule.Verbs!)] });

    private static string Describe(PolicyRule rule)
    {
        (string Name, IReadOnlyList<string>? Values)[] parts =
        [
            ("APIGroups", rule.ApiGroups), ("Resources", rule.Resources), ("NonResourceURLs", rule.NonResourceURLs), ("ResourceNames", rule.ResourceNames), ("Verbs", rule.Verbs),
        ];
        return $"{{{string.Join(", ", parts.Where(part => part.Values is { Count: > 0 }).Select(part => $"{part.Name}:{GoText.QuoteAll(part.Values!)}"))}}}";
    }
}
