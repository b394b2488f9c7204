using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Output;

/// <summary>Reads what every object has, from JSON that may lack it.</summary>
internal static class ObjectJson
{
    public static string Name(JsonObject item) => Metadata(item, "name");

    public static string Namespace(JsonObject item) => Metadata(item, "namespace");

    public static string Uid(JsonObject item) => Metadata(item, "uid");

    public static string ResourceVersion(JsonObject item) => Metadata(item, "resourceVersion");

    public static IReadOnlyDictionary<string, string> Labels(JsonObject item) =>
        item["metadata"]?["labels"] is JsonObject labels
            ? labels.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!.ToString(), StringComparer.Ordinal)
            : new Dictionary<string, string>();

    /// <summary>Items of a list come without kind and apiVersion; on their own they need them.</summary>
    public static JsonObject WithType(JsonObject item, ResourceType type)
    {
        item["kind"] ??= type.Kind;
        item["apiVersion"] ??= type.ApiVersion;
        return item;
    }

    /// <summary>Reads a body.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static JsonObject Parse(ReadOnlySpan<byte> body) =>
        JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { MaxDepth = 100 }) as JsonObject ?? throw new JsonException("not an object");

    private static string Metadata(JsonObject item, string name) =>
        item["metadata"] is JsonObject metadata && metadata[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
