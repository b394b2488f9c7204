namespace EdgeKube.Agent.Images;

/// <summary>One image: its configuration and its layers, lowest first.</summary>
internal sealed record OciManifest
{
    public int SchemaVersion { get; init; } = 2;

    public string MediaType { get; init; } = MediaTypes.OciManifest;

    public OciDescriptor? Config { get; init; }

    public IReadOnlyList<OciDescriptor>? Layers { get; init; }
}
