using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Describe;

/// <summary>The describer of each kind. Their text is aligned afterwards: a tab ends a cell.</summary>
internal static class Describers
{
    public static string Describe(ResourceType type, JsonObject item, Related related)
    {
        var text = new DescribeText(related.Now);
        switch (type.Kind)
        {
            case "Pod":
                PodDescriber.Describe(text, item.Deserialize(CoreJsonContext.Default.Pod)!);
                break;
            case "Node":
                NodeDescriber.Describe(text, item.Deserialize(CoreJsonContext.Default.Node)!, related.Pods);
                break;
            case "Deployment":
                DeploymentDescriber.Describe(text, item.Deserialize(AppsJsonContext.Default.Deployment)!, related.ReplicaSets);
                break;
            case "ReplicaSet":
                ReplicaSetDescriber.Describe(text, item.Deserialize(AppsJsonContext.Default.ReplicaSet)!, related.Pods);
                break;
            case "ConfigMap":
                DataDescriber.Describe(text, item.Deserialize(CoreJsonContext.Default.ConfigMap)!);
                break;
            case "Secret":
                DataDescriber.Describe(text, item.Deserialize(CoreJsonContext.Default.Secret)!);
                break;
            case "Namespace":
                NamespaceDescriber.Describe(text, item.Deserialize(CoreJsonContext.Default.Namespace)!);
                break;
            default:
                throw new CommandException($"{type.QualifiedPlural}: cannot be described; see edgectl get {type.Plural} -o yaml");
        }

        if (related.Events is { } events)
        {
            EventLines.Write(text, events);
        }

        return text.ToString();
    }
}
