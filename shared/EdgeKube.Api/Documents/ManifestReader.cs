namespace EdgeKube.Api;

/// <summary>Reads a manifest: YAML or JSON, several documents, lists taken apart, empty documents left out.</summary>
public static class ManifestReader
{
    /// <summary>The objects in order. A manifest that cannot be read at all gives one document with a fault.</summary>
    public static IReadOnlyList<ManifestDocument> Read(ReadOnlyMemory<byte> manifest)
    {
        if (!DocumentReader.TryReadAll(manifest, out var roots, out var fault))
        {
            return [new ManifestDocument(1) { Fault = $"error parsing manifest: {fault}" }];
        }

        var objects = roots.Where(root => root is not ScalarNode { Type: ScalarType.Null }).SelectMany(Flatten);
        return [.. objects.Select((root, i) => Check(root, i + 1))];
    }

    private static IEnumerable<DocumentNode> Flatten(DocumentNode root)
        => root is MappingNode map && (root.FindText("kind") ?? "").EndsWith("List", StringComparison.Ordinal) && map.Find("items") is SequenceNode list
            ? list.Items
            : [root];

    private static ManifestDocument Check(DocumentNode root, int index)
    {
        var fault = root switch
        {
            not MappingNode => "not an object",
            _ when string.IsNullOrEmpty(root.FindText("apiVersion")) => "apiVersion not set",
            _ when string.IsNullOrEmpty(root.FindText("kind")) => "kind not set",
            _ => null,
        };
        return fault is null
            ? new ManifestDocument(index) { Root = root }
            : new ManifestDocument(index) { Fault = $"document {index}, line {root.Line}: {fault}" };
    }
}
