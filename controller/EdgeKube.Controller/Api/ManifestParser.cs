using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>
/// Takes a manifest apart. Documents are split before they are parsed, so that a syntax error in one leaves the others alone.
/// Pure, and safe on hostile input.
/// </summary>
internal static class ManifestParser
{
    public const int MaxBytes = RequestPipeline.MaxBodyBytes;

    private const int MaxDocuments = 2048;

    public static IEnumerable<ManifestItem> Parse(ReadOnlyMemory<byte> manifest)
    {
        if (manifest.Length > MaxBytes)
        {
            return [new ManifestItem("manifest") { Fault = Statuses.TooLarge(manifest.Length, MaxBytes) }];
        }

        var texts = Split(manifest.Span);
        return texts.Count > MaxDocuments
            ? [new ManifestItem("manifest") { Fault = Statuses.BadRequest($"more than {MaxDocuments} documents") }]
            : texts.SelectMany((text, i) => ParseOne(text, $"document {i + 1}"));
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

    private static IEnumerable<ManifestItem> ParseOne(ReadOnlyMemory<byte> text, string label)
    {
        return DocumentReader.TryReadAll(text, out var documents, out var fault)
            ? documents.Where(document => document is not ScalarNode { Type: ScalarType.Null }).SelectMany(document => Flatten(document, label))
            : [new ManifestItem(label) { Fault = Statuses.BadRequest($"{label}: error parsing: {fault}") }];
    }

    private static IEnumerable<ManifestItem> Flatten(DocumentNode document, string label) =>
        document is MappingNode map && (map.FindText("kind") ?? "").EndsWith("List", StringComparison.Ordinal) && map.Find("items") is SequenceNode list
            ? list.Items.Select((item, i) => Resolve(item, $"{label} item {i + 1}"))
            : [Resolve(document, label)];

    private static ManifestItem Resolve(DocumentNode document, string label)
    {
        if (document is not MappingNode root)
        {
            return Refuse(label, document, "must be an object with apiVersion, kind and metadata");
        }

        var missing = new[] { "apiVersion", "kind" }.Where(key => string.IsNullOrEmpty(root.FindText(key))).ToArray();
        if (missing.Length > 0)
        {
            return Refuse(label, root, string.Join(", ", missing.Select(key => $"{key} not set")));
        }

        var (apiVersion, kindName) = (root.FindText("apiVersion")!, root.FindText("kind")!);
        var name = root.Find("metadata")?.FindText("name");
        if (KindTable.FindKind(apiVersion, kindName) is not { } kind)
        {
            var fault = Statuses.Failure(404, "NotFound", $"no matches for kind \"{kindName}\" in version \"{apiVersion}\"");
            return new ManifestItem(string.IsNullOrEmpty(name) ? label : $"{kindName.ToLowerInvariant()}/{name}") { Fault = fault };
        }

        if (string.IsNullOrEmpty(name))
        {
            var fault = Statuses.Invalid(kind, "", Statuses.Required("metadata.name", "apply needs a name"));
            return new ManifestItem(label) { Kind = kind, Fault = fault with { Message = $"{label}: {fault.Message}" } };
        }

        return Complete(root, kind, name);
    }

    private static ManifestItem Complete(MappingNode root, Kind kind, string name)
    {
        var json = (JsonObject)JsonNode.Parse(root.ToJson())!;
        string? ns = null;
        if (kind.IsNamespaced)
        {
            ns = root.Find("metadata")?.FindText("namespace") is { Length: > 0 } given ? given : "default";
            json["metadata"]!["namespace"] = ns;
        }

        return new ManifestItem(kind.Describe(name)) { Kind = kind, Namespace = ns, Document = root, Json = json };
    }

    private static ManifestItem Refuse(string label, DocumentNode at, string fault) =>
        new(label) { Fault = Statuses.BadRequest($"{label}, line {at.Line}: {fault}") };
}
