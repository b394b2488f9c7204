using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Get;

/// <summary>The printer of each kind.</summary>
internal static class KindPrinters
{
    public static KindPrinter Of(ResourceType type) => type.Kind switch
    {
        "Pod" => PodPrinter.Printer,
        "Node" => NodePrinter.Printer,
        "Namespace" => NamespacePrinter.Printer,
        "ConfigMap" => ConfigMapPrinter.Printer,
        "Secret" => SecretPrinter.Printer,
        "Event" => EventPrinter.Printer,
        "Deployment" => DeploymentPrinter.Printer,
        "ReplicaSet" => ReplicaSetPrinter.Printer,
        _ => throw new InvalidOperationException($"no printer for {type.Kind}"),
    };
}
