namespace EdgeKube.Controller.Security;

/// <summary>
/// Which labels a node may give itself: Kubernetes' NodeRestriction. None by which others fence nodes off, and of Kubernetes' own labels
/// only those that the kubelet knows. Pure.
/// </summary>
internal static class NodeLabelRules
{
    private const string Fenced = "node-restriction.kubernetes.io";

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "kubernetes.io/hostname",
        "kubernetes.io/os",
        "kubernetes.io/arch",
        "topology.kubernetes.io/region",
        "topology.kubernetes.io/zone",
        "failure-domain.beta.kubernetes.io/region",
        "failure-domain.beta.kubernetes.io/zone",
        "beta.kubernetes.io/instance-type",
        "beta.kubernetes.io/os",
        "beta.kubernetes.io/arch",
        "node.kubernetes.io/instance-type",
        "node.kubernetes.io/windows-build",
    };

    public static bool IsForbidden(string label)
    {
        var slash = label.IndexOf('/', StringComparison.Ordinal);
        var domain = slash < 0 ? "" : label[..slash];
        return IsWithin(domain, Fenced)
            || ((IsWithin(domain, "kubernetes.io") || IsWithin(domain, "k8s.io"))
                && !Known.Contains(label)
                && !IsWithin(domain, "kubelet.kubernetes.io")
                && !IsWithin(domain, "node.kubernetes.io"));
    }

    private static bool IsWithin(string domain, string parent) =>
        domain == parent || (domain.Length > parent.Length && domain.EndsWith(parent, StringComparison.Ordinal) && domain[^(parent.Length + 1)] == '.');
}
