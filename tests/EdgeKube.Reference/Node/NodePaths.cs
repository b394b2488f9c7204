namespace EdgeKube.Reference.Node;

/// <summary>Where the objects of a scenario's namespace are.</summary>
internal static class NodePaths
{
    private static readonly Dictionary<string, string> Collections = new()
    {
        ["Deployment"] = "/apis/apps/v1/namespaces/{0}/deployments",
        ["PodDisruptionBudget"] = "/apis/policy/v1/namespaces/{0}/poddisruptionbudgets",
        ["ReplicaSet"] = "/apis/apps/v1/namespaces/{0}/replicasets",
    };

    /// <summary>The kinds that are followed while a scenario runs.</summary>
    public static bool IsFollowed(string kind) => Collections.ContainsKey(kind) || kind is "Pod" or "ConfigMap" or "PersistentVolumeClaim" or "Event" or "Namespace";

    public static string Of(string kind, string ns) => kind == "Namespace" ? $"/api/v1/namespaces?fieldSelector=metadata.name%3D{ns}"
        : string.Format(null, Collections.GetValueOrDefault(kind, $"/api/v1/namespaces/{{0}}/{kind.ToLowerInvariant()}s"), ns);
}
