using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Get;

/// <summary>The printer of each kind.</summary>
internal static class KindPrinters
{
    // For watches of kinds whose columns only the server knows.
    private static readonly KindPrinter NameAndAge = new(
        [new Column("NAME", false), new Column("AGE", false)],
        (item, now) => [ObjectJson.Name(item), Age(item, now)]);

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
        _ => NameAndAge,
    };

    private static string Age(JsonObject item, DateTimeOffset now) =>
        HumanDuration.Since(Rfc3339.TryParse((string?)item["metadata"]?["creationTimestamp"], out var created) ? created : null, now);

    /// <summary>Whether edgectl has the columns of a kind itself.</summary>
    public static bool Knows(ResourceType type) => ResourceTypes.All.Contains(type);
}
