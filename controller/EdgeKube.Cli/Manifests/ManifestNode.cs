namespace EdgeKube.Cli.Manifests;

/// <summary>A piece of a manifest and where it stands. Only what is asked for is filled.</summary>
internal sealed record ManifestNode(int Line)
{
    public string? Scalar { get; init; }

    public IReadOnlyDictionary<string, ManifestNode>? Map { get; init; }

    public IReadOnlyList<ManifestNode>? List { get; init; }

    public NamespaceSlot? Slot { get; init; }

    public ManifestNode? Find(string key) => Map is not null && Map.TryGetValue(key, out var node) ? node : null;
}
