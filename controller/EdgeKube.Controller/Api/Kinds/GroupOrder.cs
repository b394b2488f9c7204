namespace EdgeKube.Controller.Api;

/// <summary>The order in which Kubernetes lists its groups, which kubectl prints and by which it finds kinds. Pure.</summary>
internal static class GroupOrder
{
    private static readonly string[] Groups =
    [
        "", "apps", "events.k8s.io", "authentication.k8s.io", "authorization.k8s.io", "autoscaling", "batch", "certificates.k8s.io", "networking.k8s.io",
        "policy", "rbac.authorization.k8s.io", "storage.k8s.io", "scheduling.k8s.io", "coordination.k8s.io", "node.k8s.io", "discovery.k8s.io",
        "resource.k8s.io", "flowcontrol.apiserver.k8s.io",
    ];

    /// <summary>By group, in it by version, the newest first.</summary>
    public static IEnumerable<Kind> Sort(IEnumerable<Kind> kinds) =>
        kinds.OrderBy(kind => Array.IndexOf(Groups, kind.Group)).ThenByDescending(kind => kind.Version, StringComparer.Ordinal);
}
