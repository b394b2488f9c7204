using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKube.Api;

namespace EdgeKube.Agent.Local;

/// <summary>Answers what is asked about objects. Pure but for the objects it is given.</summary>
internal sealed class LocalApi(ILocalObjects objects)
{
    /// <summary>What the words of a path lead to; null for a path that belongs to no object here.</summary>
    public LocalAnswer? Find(LocalRequest request) => request.Segments switch
    {
        ["api", "v1", "pods"] => Pods(request, null),
        ["api", "v1", "namespaces", var place, "pods"] => Pods(request, place),
        ["api", "v1", "namespaces", var place, "pods", var name] =>
            FindPod(place, name) is { } pod ? One(pod, CoreJsonContext.Default.Pod) : LocalAnswer.NotFound("pods", name),
        ["api", "v1", "nodes"] => List(request, "NodeList", [objects.Node()], LocalKinds.NodeFields, LocalKinds.FieldsOf, CoreJsonContext.Default.Node),
        ["api", "v1", "nodes", var name] => name == objects.NodeName ? One(objects.Node(), CoreJsonContext.Default.Node) : LocalAnswer.NotFound("nodes", name),
        ["api", "v1", "events"] => Events(request, null),
        ["api", "v1", "namespaces", var place, "events"] => Events(request, place),
        _ => null,
    };

    public Pod? FindPod(string @namespace, string name)
    {
        foreach (var pod in objects.Pods())
        {
            if (pod.Namespace == @namespace && pod.Name == name)
            {
                return pod;
            }
        }

        return null;
    }

    private LocalAnswer Pods(LocalRequest request, string? place) => List(
        request, "PodList", objects.Pods().Where(pod => place is null || pod.Namespace == place), LocalKinds.PodFields, LocalKinds.FieldsOf, CoreJsonContext.Default.Pod);

    private LocalAnswer Events(LocalRequest request, string? place) => List(
        request, "EventList", objects.Events().Where(e => place is null || e.Namespace == place), LocalKinds.EventFields, LocalKinds.FieldsOf, CoreJsonContext.Default.Event);

    private static LocalAnswer List<T>(
        LocalRequest request, string kind, IEnumerable<T> all, string[] fields, Func<T, IReadOnlyDictionary<string, string>> fieldsOf, JsonTypeInfo<T> type)
        where T : ApiObject
    {
        if (request.Find("watch") is "true" or "1")
        {
            return LocalAnswer.Failure(405, "MethodNotAllowed", "a node serves no watches; ask again instead");
        }

        if (!Selector.TryParse(request.Find("labelSelector"), out var labels, out var fault))
        {
            return LocalAnswer.Failure(400, "BadRequest", $"unable to parse requirement: {fault}");
        }

        if (FieldSelection.Parse(request.Find("fieldSelector"), fields) is not { } selection)
        {
            return LocalAnswer.Failure(400, "BadRequest", $"fieldSelector: must be of {string.Join(", ", fields)}");
        }

        return Write(kind, all.Where(one => labels.Matches(one.Metadata.Labels) && selection.Matches(fieldsOf(one))), type);
    }

    private static LocalAnswer Write<T>(string kind, IEnumerable<T> items, JsonTypeInfo<T> type)
        where T : ApiObject
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            json.WriteString("apiVersion", "v1");
            json.WriteStartObject("metadata");
            json.WriteEndObject();
            json.WriteStartArray("items");
            foreach (var item in items.OrderBy(one => one.Namespace, StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.Ordinal))
            {
                JsonSerializer.Serialize(json, item, type);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new LocalAnswer(200, body.WrittenMemory);
    }

    private static LocalAnswer One<T>(T value, JsonTypeInfo<T> type) => new(200, JsonSerializer.SerializeToUtf8Bytes(value, type));
}
