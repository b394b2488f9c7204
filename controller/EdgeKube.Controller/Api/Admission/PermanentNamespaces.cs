namespace EdgeKube.Controller.Api;

/// <summary>The namespaces every cluster has, which cannot be deleted.</summary>
internal static class PermanentNamespaces
{
    public static readonly IReadOnlyList<string> All = ["default", "kube-system", "kube-public", "kube-node-lease"];

    /// <summary>Kubernetes refuses these; kube-node-lease may be deleted, and comes back at the next start.</summary>
    public static bool IsPermanent(string name) => name is "default" or "kube-system" or "kube-public";
}
