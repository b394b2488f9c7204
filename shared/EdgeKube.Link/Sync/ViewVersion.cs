namespace EdgeKube.Link.Sync;

/// <summary>Which store a view comes from, and how far that store had got.</summary>
/// <param name="Epoch">The store's identity; a restored store gets a new one. At most 64 bytes of UTF-8.</param>
/// <param name="Revision">The store's revision.</param>
public sealed record ViewVersion(string Epoch, long Revision)
{
    /// <summary>Whether a node that holds <paramref name="held"/> may take this one without asking anyone.</summary>
    public bool MayFollow(ViewVersion? held) => held is null || (Epoch == held.Epoch && Revision >= held.Revision);
}
