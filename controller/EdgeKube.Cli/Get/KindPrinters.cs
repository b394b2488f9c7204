using EdgeKube.Api;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Get;

/// <summary>The printer of each kind.</summary>
internal static class KindPrinters
{
    public static KindPrinter Of(ResourceType type) => type.Kind switch
    {
        "Pod" => KindPrinter.Of(CoreJsonContext.Default.Pod, PodTable.Table),
        "Node" => KindPrinter.Of(CoreJsonContext.Default.Node, NodeTable.Table),
        "Namespace" => KindPrinter.Of(CoreJsonContext.Default.Namespace, NamespaceTable.Table),
        "ConfigMap" => KindPrinter.Of(CoreJsonContext.Default.ConfigMap, ConfigMapTable.Table),
        "Secret" => KindPrinter.Of(CoreJsonContext.Default.Secret, SecretTable.Table),
        "Event" => KindPrinter.Of(CoreJsonContext.Default.Event, EventTable.Table),
        "Deployment" => KindPrinter.Of(AppsJsonContext.Default.Deployment, DeploymentTable.Table),
        "ReplicaSet" => KindPrinter.Of(AppsJsonContext.Default.ReplicaSet, ReplicaSetTable.Table),
        _ => throw new InvalidOperationException($"no printer for {type.Kind}"),
    };
}
