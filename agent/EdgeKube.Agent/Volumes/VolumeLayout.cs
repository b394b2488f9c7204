using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Volumes;

/// <summary>Where a pod's volumes are. On the disk only what must outlive a boot; data of the API, secrets among it, in memory.</summary>
/// <param name="DiskDirectory">On the disk.</param>
/// <param name="MemoryDirectory">A tmpfs.</param>
internal sealed record VolumeLayout(string DiskDirectory, string MemoryDirectory)
{
    private const string Parts = "subpaths";
    private const string EmptyDirs = "empty-dirs";
    private const string Files = "files";

    public string DiskOf(string uid) => Path.Combine(DiskDirectory, SafeName.Check(uid));

    /// <summary>Everything of a pod that is a volume, or was mounted for one.</summary>
    public IEnumerable<string> AllOf(string uid) => [DiskOf(uid), Path.Combine(MemoryOf(uid), Parts), Path.Combine(MemoryOf(uid), EmptyDirs), Path.Combine(MemoryOf(uid), Files)];

    public string MemoryOf(string uid) => Path.Combine(MemoryDirectory, SafeName.Check(uid));

    /// <summary>Where a container's part of a volume is mounted, to be handed on from there.</summary>
    public string PartOf(string uid, string container, int index) => Path.Combine(MemoryOf(uid), Parts, SafeName.Check(container), $"{index}");

    /// <summary>The volume's own path on the node.</summary>
    public string PathOf(string uid, Volume volume) => volume switch
    {
        { HostPath: { } host } => host.Path,
        { EmptyDir: { Medium: "Memory" } } => Path.Combine(MemoryOf(uid), EmptyDirs, SafeName.Check(volume.Name)),
        { EmptyDir: not null } => Path.Combine(DiskOf(uid), EmptyDirs, SafeName.Check(volume.Name)),
        _ => Path.Combine(MemoryOf(uid), Files, SafeName.Check(volume.Name)),
    };
}
