namespace EdgeKube.Cli.Manifests;

/// <summary>One object of a manifest, as far as edgectl must know it; the server reads the rest.</summary>
/// <param name="Line">Where it begins, counted from 1.</param>
internal sealed record ManifestObject(string ApiVersion, string Kind, string? Name, string? Namespace, int Line)
{
    /// <summary>Where a namespace can be put in; null when metadata is missing.</summary>
    public NamespaceSlot? Slot { get; init; }
}
