namespace EdgeKube.Link.Backup;

/// <summary>One thing in a backup.</summary>
/// <param name="Name">A key of the cluster's store, which begins with a slash; a file of the authority, such as <c>pki/ca.key</c>; or <see cref="End"/>.</param>
/// <param name="Content">The value, or the file's bytes.</param>
public sealed record BackupItem(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>The last item: how many came before it, in decimal digits.</summary>
    public const string End = "end";

    /// <summary>What the names of files begin with.</summary>
    public const string Files = "pki/";
}
