using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace EdgeKube.Api.Tests;

/// <summary>One recorded request and what Kubernetes made of it.</summary>
public sealed record ReferenceCase(string Name, string Input, int Code, JsonNode Recorded)
{
    private static readonly Dictionary<string, JsonTypeInfo> Kinds = new()
    {
        ["v1/Namespace"] = CoreJsonContext.Default.Namespace,
        ["v1/Node"] = CoreJsonContext.Default.Node,
        ["v1/Pod"] = CoreJsonContext.Default.Pod,
        ["v1/ConfigMap"] = CoreJsonContext.Default.ConfigMap,
        ["v1/Secret"] = CoreJsonContext.Default.Secret,
        ["v1/Event"] = CoreJsonContext.Default.Event,
        ["apps/v1/Deployment"] = AppsJsonContext.Default.Deployment,
        ["apps/v1/ReplicaSet"] = AppsJsonContext.Default.ReplicaSet,
    };

    public static IEnumerable<ReferenceCase> Load(string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Reference", file);
        return JsonNode.Parse(File.ReadAllText(path))!.AsArray().Select(item => new ReferenceCase(
            (string)item!["name"]!,
            (string)(item["input"] ?? item["body"])!,
            (int)item["code"]!,
            (item["stored"] ?? item["response"])!));
    }

    public static JsonTypeInfo? FindKind(ManifestDocument document) => Kinds.GetValueOrDefault($"{document.ApiVersion}/{document.Kind}");

    /// <summary>The decoded object, or null when the input's kind is not one of ours or cannot be read.</summary>
    public DecodeResult? Decode()
    {
        var document = ManifestReader.Read(Encoding.UTF8.GetBytes(Input)).FirstOrDefault();
        return document?.Root is { } root && FindKind(document) is { } kind ? ObjectDecoder.Decode(root, kind) : null;
    }

    public static bool IsNotImplemented(FieldError error) => error.Message.EndsWith("not implemented by EdgeKube", StringComparison.Ordinal);
}
