namespace EdgeKube.Agent.Images;

/// <summary>An image to register, whose content is in the store.</summary>
/// <param name="Target">The manifest or index that the name stands for.</param>
/// <param name="Id">The digest of its configuration on this platform.</param>
/// <param name="References">Which blobs each document keeps alive: digest of the document → garbage collector's labels.</param>
/// <param name="NewDocument">A manifest that has to be written first because the archive has none, else null.</param>
internal sealed record PlannedImage(
    string Name,
    OciDescriptor Target,
    string Id,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> References,
    byte[]? NewDocument = null);
