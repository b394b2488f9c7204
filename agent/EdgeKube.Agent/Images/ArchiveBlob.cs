namespace EdgeKube.Agent.Images;

/// <summary>A file of the archive that is in the content store now.</summary>
/// <param name="Document">The content itself when it may be a JSON document, else null.</param>
internal sealed record ArchiveBlob(string Digest, long Size, bool IsGzip, byte[]? Document);
