namespace EdgeKube.Agent.Images;

/// <summary>A list of manifests: an archive's index.json, or one image for several platforms.</summary>
internal sealed record OciIndex(IReadOnlyList<OciDescriptor>? Manifests);
