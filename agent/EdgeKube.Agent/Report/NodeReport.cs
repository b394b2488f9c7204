using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Link.Sync;

namespace EdgeKube.Agent.Report;

/// <summary>Turns what the node observes into entries of the report set. Pure.</summary>
internal static class NodeReport
{
    /// <summary>Tells the controller that nothing of the pod is left here, so that its object may go.</summary>
    public const string RemovedAnnotation = "edgekube.io/removed";

    public static SetChange Of(PodReport report) => new(
        KeyOf(report.Key),
        Encode(
            new Pod
            {
                Metadata = new ObjectMeta
                {
                    Name = report.Key.Name,
                    Namespace = report.Key.Namespace,
                    Uid = report.Uid,
                    Annotations = report.Removed ? new Dictionary<string, string> { [RemovedAnnotation] = "true" } : null,
                },
                Status = report.Status,
            },
            CoreJsonContext.Default.Pod));

    /// <summary>A static pod with all that the controller needs to show it.</summary>
    public static SetChange OfMirror(PodReport report, Pod pod) => new(
        KeyOf(report.Key),
        Encode(pod with { Metadata = MirrorOf(report, pod), Status = report.Status }, CoreJsonContext.Default.Pod));

    public static SetChange Of(Node node) => new($"Node//{node.Name}", Encode(node, CoreJsonContext.Default.Node));

    public static SetChange Of(Event @event) => new(KeyOf(@event), Encode(@event, CoreJsonContext.Default.Event));

    public static SetChange Gone(PodKey key) => new(KeyOf(key), null);

    public static string KeyOf(Event @event) => $"Event/{@event.Namespace}/{@event.Name}";

    public static string KeyOf(PodKey key) => $"Pod/{key.Namespace}/{key.Name}";

    private static ObjectMeta MirrorOf(PodReport report, Pod pod)
    {
        var annotations = new Dictionary<string, string>(pod.Metadata.Annotations ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            [MirrorPods.MirrorAnnotation] = pod.Uid,
        };
        if (report.Removed)
        {
            annotations[RemovedAnnotation] = "true";
        }

        return pod.Metadata with { Annotations = annotations };
    }

    private static ReadOnlyMemory<byte> Encode<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);
}
