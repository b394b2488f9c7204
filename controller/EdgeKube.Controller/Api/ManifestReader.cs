using System.Text;
using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>
/// Takes a manifest apart. Documents are split before they are parsed, so that a syntax error in one leaves the others alone.
/// Pure, and safe on hostile input.
/// </summary>
internal static class ManifestReader
{
    public const int MaxBytes = RequestPipeline.MaxBodyBytes;

    private const int MaxDocuments = 2048;

    public static IEnumerable<ManifestDocument> Read(ReadOnlyMemory<byte> manifest)
    {
        if (manifest.Length > MaxBytes)
        {
            return [new ManifestDocument("manifest") { Fault = Statuses.TooLarge(manifest.Length, MaxBytes) }];
        }

        var texts = Split(manifest.Span);
        return texts.Count > MaxDocuments
            ? [new ManifestDocument("manifest") { Fault = Statuses.BadRequest($"more than {MaxDocuments} documents") }]
            : texts.SelectMany((text, i) => Parse(text, $"document {i + 1}"));
    }

    /// <summary>The documents that hold something, each preceded by as many line breaks as come before it: so faults name the manifest's own lines.</summary>
    private static List<ReadOnlyMemory<byte>> Split(ReadOnlySpan<byte> manifest)
    {
        var documents = new List<ReadOnlyMemory<byte>>();
        var (line, firstLine) = (0, 0);
        var current = new List<byte>();
        var hasContent = false;
        foreach (var range in manifest.Split((byte)'\n'))
        {
            var text = manifest[range];
            if (IsSeparator(text))
            {
                Flush();
                firstLine = line + 1;
            }
            else
            {
                hasContent |= !text.TrimStart(" \t\r"u8).IsEmpty && text.TrimStart(" \t"u8)[0] != '#';
                current.AddRange(text);
                current.Add((byte)'\n');
            }

            line++;
        }

        Flush();
        return documents;

        void Flush()
        {
            if (hasContent)
            {
                documents.Add(Encoding.UTF8.GetBytes(new string('\n', firstLine)).Concat(current).ToArray());
            }

            current.Clear();
            hasContent = false;
        }
    }

    private static bool IsSeparator(ReadOnlySpan<byte> line)
    {
        var text = line.TrimEnd(" \t\r"u8);
        return text.SequenceEqual("---"u8) || text.SequenceEqual("..."u8) || line.StartsWith("--- #"u8);
    }

    private static IEnumerable<ManifestDocument> Parse(ReadOnlyMemory<byte> text, string label)
    {
        var json = ObjectRules.YamlToJson(text);
        if (!json.Succeeded)
        {
            return [new ManifestDocument(label) { Fault = json.Error with { Message = $"{label}: {json.Error.Message}" } }];
        }

        return JsonNode.Parse(json.Object.Bytes.Span) switch
        {
            null => [],
            JsonObject { } list when IsList(list) => ((JsonArray)list["items"]!).Select((item, i) => Resolve(item, $"{label} item {i + 1}")).ToArray(),
            var node => [Resolve(node, label)],
        };
    }

    private static bool IsList(JsonObject node) => Text(node["kind"]) is { } kind && kind.EndsWith("List", StringComparison.Ordinal) && node["items"] is JsonArray;

    private static ManifestDocument Resolve(JsonNode? node, string label)
    {
        if (node is not JsonObject obj || obj["metadata"] is not (null or JsonObject))
        {
            return new ManifestDocument(label) { Fault = Statuses.BadRequest($"{label}: must be an object with apiVersion, kind and metadata") };
        }

        var missing = new[] { "apiVersion", "kind" }.Where(key => string.IsNullOrEmpty(Text(obj[key]))).ToArray();
        if (missing.Length > 0)
        {
            return new ManifestDocument(label) { Fault = Statuses.BadRequest($"{label}: {string.Join(", ", missing.Select(key => $"{key} not set"))}") };
        }

        var (apiVersion, kindName) = (Text(obj["apiVersion"])!, Text(obj["kind"])!);
        var name = Text(obj["metadata"]?["name"]);
        if (KindTable.FindKind(apiVersion, kindName) is not { } kind)
        {
            var fault = Statuses.Failure(404, "NotFound", $"no matches for kind \"{kindName}\" in version \"{apiVersion}\"");
            return new ManifestDocument(string.IsNullOrEmpty(name) ? label : $"{kindName.ToLowerInvariant()}/{name}") { Fault = fault };
        }

        if (string.IsNullOrEmpty(name))
        {
            var fault = Statuses.Invalid(kind, "", Statuses.Required("metadata.name", "apply needs a name"));
            return new ManifestDocument(label) { Kind = kind, Fault = fault with { Message = $"{label}: {fault.Message}" } };
        }

        return Complete(obj, kind, name);
    }

    private static ManifestDocument Complete(JsonObject obj, Kind kind, string name)
    {
        var json = (JsonObject)obj.DeepClone();
        var metadata = (JsonObject)json["metadata"]!;
        string? ns = null;
        if (kind.IsNamespaced)
        {
            ns = Text(metadata["namespace"]) is { Length: > 0 } given ? given : "default";
            metadata["namespace"] = ns;
        }

        return new ManifestDocument(kind.Describe(name)) { Kind = kind, Namespace = ns, Json = json };
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
