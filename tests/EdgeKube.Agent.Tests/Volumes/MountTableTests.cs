using EdgeKube.Agent.Volumes;

namespace EdgeKube.Agent.Tests.Volumes;

public sealed class MountTableTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ek-mounts-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void IsMountPoint_BeforeWhileAndAfterAMount()
    {
        var place = Path.Combine(_root.FullName, "with a space");
        Assert.False(MountTable.IsMountPoint(place));
        Directory.CreateDirectory(Path.Combine(place, "below"));
        Assert.False(MountTable.IsMountPoint(place));

        NativeFiles.MountTmpfs(place, "size=64k");
        try
        {
            Assert.True(MountTable.IsMountPoint(place));
            Directory.CreateDirectory(Path.Combine(place, "below"));
            Assert.False(MountTable.IsMountPoint(Path.Combine(place, "below")));
        }
        finally
        {
            MountTable.UnmountBelow(place);
        }

        Assert.False(MountTable.IsMountPoint(place));
    }
}
