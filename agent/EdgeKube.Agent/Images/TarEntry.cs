namespace EdgeKube.Agent.Images;

/// <param name="Path">Without a leading <c>./</c>; never used as a path of this machine.</param>
/// <param name="Size">Of the content, in bytes.</param>
/// <param name="LinkTarget">Of a link, as the archive has it; else empty.</param>
internal sealed record TarEntry(string Path, long Size, TarEntryKind Kind, string LinkTarget)
{
    /// <summary>Whose it is, and who may do what with it.</summary>
    public TarOwner Owner { get; init; }
}
