using EdgeKube.Api;

namespace EdgeKube.Agent.Local;

/// <summary>The fields by which objects can be chosen, as Kubernetes has them. Pure.</summary>
internal static class LocalKinds
{
    public static readonly string[] PodFields = ["metadata.name", "metadata.namespace", "spec.nodeName", "spec.restartPolicy", "status.phase"];

    public static readonly string[] NodeFields = ["metadata.name", "spec.unschedulable"];

    public static readonly string[] EventFields =
    [
        "metadata.name", "metadata.namespace", "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "reason", "type",
    ];

    public static IReadOnlyDictionary<string, string> FieldsOf(Pod pod) => Pair(
        PodFields, pod.Name, pod.Namespace, pod.Spec?.NodeName, pod.Spec?.RestartPolicy, pod.Status?.Phase);

    public static IReadOnlyDictionary<string, string> FieldsOf(Node node) => Pair(NodeFields, node.Name, node.Spec?.Unschedulable is true ? "true" : "false");

    public static IReadOnlyDictionary<string, string> FieldsOf(Event e) => Pair(
        EventFields,
        e.Name,
        e.Namespace,
        e.InvolvedObject?.Kind,
        e.InvolvedObject?.Namespace,
        e.InvolvedObject?.Name,
        e.InvolvedObject?.Uid,
        e.Reason,
        e.Type);

    private static Dictionary<string, string> Pair(string[] fields, params ReadOnlySpan<string?> values)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < fields.Length; i++)
        {
            pairs[fields[i]] = values[i] ?? "";
        }

        return pairs;
    }
}
