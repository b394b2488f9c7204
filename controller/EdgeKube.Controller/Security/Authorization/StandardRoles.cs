using EdgeKube.Api;

namespace EdgeKube.Controller.Security.Authorization;

/// <summary>The ClusterRoles every cluster has, with Kubernetes' names and meaning.</summary>
internal static class StandardRoles
{
    private const string Aggregate = "rbac.authorization.k8s.io/aggregate-to-";

    public static readonly IReadOnlyList<ClusterRole> All =
    [
        Role("cluster-admin", [], StandardRules.Rule("*", "*", "*"), Paths("*", "*")),
        Collected("admin", "admin", []),
        Collected("edit", "edit", ["admin"]),
        Collected("view", "view", ["edit"]),
        Role("system:aggregate-to-admin", ["admin"], StandardRules.Admin),
        Role("system:aggregate-to-edit", ["edit"], StandardRules.Edit),
        Role("system:aggregate-to-view", ["view"], StandardRules.View),
        Role(
            "system:basic-user",
            [],
            StandardRules.Rule("create", "authorization.k8s.io", "selfsubjectaccessreviews selfsubjectrulesreviews"),
            StandardRules.Rule("create", "authentication.k8s.io", "selfsubjectreviews")),
        Role("system:discovery", [], Paths("get", "/livez /readyz /healthz /version /version/ /openapi /openapi/* /api /api/* /apis /apis/*")),
        Role("system:public-info-viewer", [], Paths("get", "/livez /readyz /healthz /version /version/")),
        Role("system:service-account-issuer-discovery", [], Paths("get", "/.well-known/openid-configuration /openid/v1/jwks /openid/v1/jwks/")),
        Role("system:auth-delegator", [], StandardRules.Rule("create", "authentication.k8s.io", "tokenreviews"), StandardRules.Rule("create", "authorization.k8s.io", "subjectaccessreviews")),
        Role("system:monitoring", [], Paths("get", "/metrics /metrics/* /livez /livez/* /readyz /readyz/* /healthz /healthz/*")),
    ];

    private static PolicyRule Paths(string verbs, string paths) => new() { Verbs = verbs.Split(' '), NonResourceURLs = paths.Split(' ') };

    private static ClusterRole Role(string name, string[] contributesTo, params IReadOnlyList<PolicyRule> rules) => new() { Metadata = Meta(name, contributesTo), Rules = rules };

    private static ClusterRole Collected(string name, string collects, string[] contributesTo) => new()
    {
        Metadata = Meta(name, contributesTo),
        AggregationRule = new AggregationRule
        {
            ClusterRoleSelectors = [new LabelSelector { MatchLabels = new Dictionary<string, string> { [Aggregate + collects] = "true" } }],
        },
    };

    private static ObjectMeta Meta(string name, string[] contributesTo)
    {
        var metadata = StandardBindings.Meta(name);
        var labels = metadata.Labels!.Concat(contributesTo.Select(role => KeyValuePair.Create(Aggregate + role, "true")));
        return metadata with { Labels = labels.ToDictionary() };
    }
}
