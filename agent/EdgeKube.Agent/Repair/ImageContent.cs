using EdgeKube.Agent.Images;

namespace EdgeKube.Agent.Repair;

/// <summary>What an image consists of in the content store, as far as its documents could be read.</summary>
/// <param name="Sound">Digests of blobs that are what they should be.</param>
/// <param name="Broken">Digests of blobs that are not, or cannot be read.</param>
/// <param name="Layers">Lowest first.</param>
/// <param name="DiffIds">The same, unpacked; empty when the configuration cannot be read.</param>
internal sealed record ImageContent(IReadOnlyList<string> Sound, IReadOnlyList<string> Broken, IReadOnlyList<OciDescriptor> Layers, IReadOnlyList<string> DiffIds)
{
    /// <summary>Layers that the store does not have at all; all of them are among the broken.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}
