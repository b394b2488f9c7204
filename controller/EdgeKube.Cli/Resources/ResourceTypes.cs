namespace EdgeKube.Cli.Resources;

/// <summary>The kinds edgectl knows. A table rather than discovery: it saves a round trip on links that are slow.</summary>
internal static class ResourceTypes
{
    public static readonly ResourceType Pod = new("", "v1", "Pod", "pods", "pod", true) { ShortNames = ["po"] };
    public static readonly ResourceType Node = new("", "v1", "Node", "nodes", "node", false) { ShortNames = ["no"] };
    public static readonly ResourceType Namespace = new("", "v1", "Namespace", "namespaces", "namespace", false) { ShortNames = ["ns"] };
    public static readonly ResourceType ConfigMap = new("", "v1", "ConfigMap", "configmaps", "configmap", true) { ShortNames = ["cm"] };
    public static readonly ResourceType Secret = new("", "v1", "Secret", "secrets", "secret", true);
    public static readonly ResourceType Event = new("", "v1", "Event", "events", "event", true) { ShortNames = ["ev"] };
    public static readonly ResourceType Deployment = new("apps", "v1", "Deployment", "deployments", "deployment", true) { ShortNames = ["deploy"] };
    public static readonly ResourceType ReplicaSet = new("apps", "v1", "ReplicaSet", "replicasets", "replicaset", true) { ShortNames = ["rs"] };

    public static readonly IReadOnlyList<ResourceType> All = [Pod, Node, Namespace, ConfigMap, Secret, Event, Deployment, ReplicaSet];

    /// <summary>What <c>all</c> stands for.</summary>
    public static readonly IReadOnlyList<ResourceType> CategoryAll = [Pod, Deployment, ReplicaSet];

    /// <summary>Finds by <c>pods</c>, <c>po</c>, <c>Pod</c>, <c>deployments.apps</c> or <c>deploy.v1.apps</c>; null when there is none.</summary>
    public static ResourceType? Find(string text) => All.FirstOrDefault(type => type.IsMeantBy(text));

    /// <summary>Finds by what a manifest says; null when there is none.</summary>
    public static ResourceType? Find(string apiVersion, string kind) => All.FirstOrDefault(type => type.ApiVersion == apiVersion && type.Kind == kind);
}
