using EdgeKube.Api;

namespace EdgeKube.Controller.Security.Authorization;

/// <summary>What admin, edit and view permit in a namespace, as in Kubernetes.</summary>
internal static class StandardRules
{
    private const string Read = "get list watch";
    private const string Write = "create delete deletecollection patch update";
    private const string ReadWrite = $"{Write} {Read}";

    public static readonly IReadOnlyList<PolicyRule> Admin =
    [
        Rule("create", "authorization.k8s.io", "localsubjectaccessreviews"),
        Rule(ReadWrite, RoleRef.Group, "rolebindings roles"),
    ];

    public static readonly IReadOnlyList<PolicyRule> Edit =
    [
        Rule(Read, "", "pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy"),
        Rule("impersonate", "", "serviceaccounts"),
        Rule(Write, "", "pods pods/attach pods/exec pods/portforward pods/proxy"),
        Rule("create", "", "pods/eviction"),
        Rule(
            Write, "", "configmaps events persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy"),
        Rule("create", "", "serviceaccounts/token"),
        Rule(
            Write, "apps", "daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale"),
        Rule(Write, "autoscaling", "horizontalpodautoscalers"),
        Rule(Write, "batch", "cronjobs jobs"),
        Rule(Write, "policy", "poddisruptionbudgets"),
        Rule(Write, "networking.k8s.io", "ingresses networkpolicies"),
        Rule(ReadWrite, "coordination.k8s.io", "leases"),
    ];

    public static readonly IReadOnlyList<PolicyRule> View =
    [
        Rule(
            Read,
            "",
            "configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status"),
        Rule(
            Read, "", "bindings events limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status"),
        Rule(Read, "", "namespaces"),
        Rule(Read, "discovery.k8s.io", "endpointslices"),
        Rule(
            Read,
            "apps",
            "controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status"),
        Rule(Read, "autoscaling", "horizontalpodautoscalers horizontalpodautoscalers/status"),
        Rule(Read, "batch", "cronjobs cronjobs/status jobs jobs/status"),
        Rule(Read, "policy", "poddisruptionbudgets poddisruptionbudgets/status"),
        Rule(Read, "networking.k8s.io", "ingresses ingresses/status networkpolicies"),
    ];

    /// <summary>A rule whose parts are lists of words; the group <c>""</c> is the core group.</summary>
    public static PolicyRule Rule(string verbs, string group, string resources) =>
        new() { Verbs = verbs.Split(' '), ApiGroups = [group], Resources = resources.Split(' ') };
}
