namespace EdgeKube.Agent.Images;

/// <summary>Brings images from files into the runtime.</summary>
internal interface IImageImporter
{
    /// <summary>
    /// Imports an OCI or docker archive (tar, possibly gzipped). May be repeated; nothing of a bad archive stays behind.
    /// </summary>
    /// <param name="name">The image's name; null: the names in the archive.</param>
    /// <returns>The names under which the runtime now has images.</returns>
    /// <exception cref="ImageArchiveException">The archive is not what it should be; the message names the part.</exception>
    /// <exception cref="Runtime.RuntimeException">The runtime refused.</exception>
    Task<IReadOnlyList<string>> ImportAsync(Stream archive, string? name, CancellationToken cancellationToken);
}
