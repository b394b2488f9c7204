namespace EdgeKube.Controller.Api;

/// <summary>The resources of metrics.k8s.io: nothing is stored of them, each request asks the nodes.</summary>
internal static class MeasureKinds
{
    private const string GroupName = "metrics.k8s.io";

    public static readonly Kind Nodes = Of(KindTable.Node, "NodeMetrics");

    public static readonly Kind Pods = Of(KindTable.Pod, "PodMetrics");

    public static readonly IReadOnlyList<Kind> All = [Nodes, Pods];

    public static Kind? Find(ApiPath path) =>
        path is { Group: GroupName, Version: "v1beta1", Subresource: null } ? All.FirstOrDefault(kind => kind.Plural == path.Plural) : null;

    // The same objects by other names, as far as rights and discovery go.
    private static Kind Of(Kind measured, string name) => measured with
    {
        Name = name,
        Group = GroupName,
        Version = "v1beta1",
        ShortNames = [],
        Categories = [],
        Subresources = [],
        HasStatus = false,
        IsStored = false,
    };
}
