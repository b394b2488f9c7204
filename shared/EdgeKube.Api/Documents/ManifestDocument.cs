namespace EdgeKube.Api;

/// <summary>One object of a manifest, not yet decoded, or why there is none.</summary>
/// <param name="Index">Place among the manifest's objects, from 1.</param>
public sealed record ManifestDocument(int Index)
{
    /// <summary>The object; null when <see cref="Fault"/> is set.</summary>
    public DocumentNode? Root { get; init; }

    /// <summary>What is wrong, naming document and line; null when nothing is.</summary>
    public string? Fault { get; init; }

    public string ApiVersion => Root?.FindText("apiVersion") ?? "";

    public string Kind => Root?.FindText("kind") ?? "";

    public string? Name => (Root as MappingNode)?.Find("metadata")?.FindText("name");

    public string? Namespace => (Root as MappingNode)?.Find("metadata")?.FindText("namespace");
}
