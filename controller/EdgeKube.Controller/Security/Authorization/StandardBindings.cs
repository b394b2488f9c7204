using EdgeKube.Api;
using EdgeKube.Controller.Security.ServiceAccounts;

namespace EdgeKube.Controller.Security.Authorization;

/// <summary>Who has the standard roles from the beginning.</summary>
internal static class StandardBindings
{
    /// <summary>While it says <c>true</c>, what is missing from an object of ours is put back at every start.</summary>
    public const string AutoUpdate = "rbac.authorization.kubernetes.io/autoupdate";

    public static readonly IReadOnlyList<ClusterRoleBinding> All =
    [
        Binding("cluster-admin", Caller.Masters),
        Binding("system:basic-user", Caller.Authenticated),

        // Who has not said who it is may look at what there is, as in Kubernetes before 1.14: edgectl and kubectl ask before they log in.
        Binding("system:discovery", Caller.Authenticated, Caller.Unauthenticated),
        Binding("system:public-info-viewer", Caller.Authenticated, Caller.Unauthenticated),
        Binding("system:service-account-issuer-discovery", ServiceAccountNames.AllGroup),
        Binding("system:monitoring", "system:monitoring"),
    ];

    public static ObjectMeta Meta(string name) => new()
    {
        Name = name,
        Labels = new Dictionary<string, string> { ["kubernetes.io/bootstrapping"] = "rbac-defaults" },
        Annotations = new Dictionary<string, string> { [AutoUpdate] = "true" },
    };

    private static ClusterRoleBinding Binding(string name, params string[] groups) => new()
    {
        Metadata = Meta(name),
        RoleRef = new RoleRef { ApiGroup = RoleRef.Group, Kind = "ClusterRole", Name = name },
        Subjects = [.. groups.Select(group => new Subject { Kind = "Group", ApiGroup = RoleRef.Group, Name = group })],
    };
}
