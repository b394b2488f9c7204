using EdgeKube.Api;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Security.ServiceAccounts;

namespace EdgeKube.Controller.Api;

/// <summary>Between what the controller knows and how the answers to questions are written. Pure.</summary>
internal static class ReviewAnswers
{
    /// <summary>The access that is asked about.</summary>
    /// <param name="caller">Who would make it: a node is asked about its kinds, everyone else may be about resources that are not known.</param>
    /// <param name="resource">Null when <paramref name="path"/> is given.</param>
    /// <param name="path">Null when <paramref name="resource"/> is given.</param>
    public static AccessRequest AccessOf(Caller caller, ResourceAttributes? resource, NonResourceAttributes? path)
    {
        if (resource is null)
        {
            return new AccessRequest(path?.Verb ?? "", null, null, null) { Path = path?.Path ?? "" };
        }

        var (group, plural) = (resource.Group ?? "", resource.Resource ?? "");
        var kind = caller.NodeName is null ? null : KindTable.All.FirstOrDefault(known => known.Group == group && known.Plural == plural);
        return new AccessRequest(resource.Verb ?? "", kind, Given(resource.Namespace), Given(resource.Name), Given(resource.Subresource)) { Group = group, Resource = plural };
    }

    public static SubjectRulesReviewStatus Of(IReadOnlyList<PolicyRule> rules) => new()
    {
        ResourceRules =
        [
            .. rules.Where(rule => rule.Resources is { Count: > 0 }).Select(rule => new ResourceRule
            {
                Verbs = rule.Verbs,
                ApiGroups = rule.ApiGroups,
                Resources = rule.Resources,
                ResourceNames = rule.ResourceNames,
            }),
        ],
        NonResourceRules =
        [
            .. rules.Where(rule => rule.NonResourceURLs is { Count: > 0 }).Select(rule => new NonResourceRule { Verbs = rule.Verbs, NonResourceURLs = rule.NonResourceURLs }),
        ],
    };

    public static UserInfo Of(Caller caller) => new()
    {
        Username = caller.Name,
        Uid = caller.Uid,
        Groups = caller.Groups,
        Extra = caller.Extra,
    };

    public static TokenReviewStatus Of(TokenVerdict verdict) => verdict.Caller is { } caller
        ? new TokenReviewStatus { Authenticated = true, User = Of(caller), Audiences = verdict.Audiences }
        : new TokenReviewStatus { User = new UserInfo(), Error = verdict.Fault };

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
