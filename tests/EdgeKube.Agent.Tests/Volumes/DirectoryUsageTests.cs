using EdgeKube.Agent.Volumes;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Volumes;

public sealed class DirectoryUsageTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ek-usage-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Measure_DirectoriesAndLinks_EachHasAnInodeAndIsNotFollowed()
    {
        _directory.CreateSubdirectory("a/b");
        File.WriteAllText(Path.Combine(_directory.FullName, ".hidden"), "");
        File.CreateSymbolicLink(Path.Combine(_directory.FullName, "a/around"), _directory.FullName);
        Assert.Equal(4, DirectoryUsage.Measure(_directory.FullName).Inodes);
    }

    [Fact]
    public void Measure_FileWithHoles_CountsWhatTheDiskHolds()
    {
        using (var file = File.Create(Path.Combine(_directory.FullName, "sparse")))
        {
            file.SetLength(1L << 30);
            file.Seek(-65536, SeekOrigin.End);
            file.Write(Enumerable.Repeat((byte)1, 65536).ToArray());
            file.Flush(flushToDisk: true);
        }

        Assert.InRange(DirectoryUsage.Measure(_directory.FullName).Bytes, 65536, 1 << 20);
    }

    [Fact]
    public void Measure_FileOfTwoNames_IsOne()
    {
        var file = Path.Combine(_directory.FullName, "one");
        File.WriteAllBytes(file, new byte[1 << 20]);
        var before = DirectoryUsage.Measure(_directory.FullName);
        NativeFiles.Link(file, Path.Combine(_directory.FullName, "other"));
        Assert.Equal((before, 1), (DirectoryUsage.Measure(_directory.FullName), before.Inodes));
    }

    [Fact]
    public void Measure_DiskMountedInIt_IsAnothersNeitherCountedNorEntered()
    {
        using var disk = new SmallDisk(8 << 20, _directory.CreateSubdirectory("mounted").FullName);
        File.WriteAllBytes(Path.Combine(disk.Path, "file"), new byte[1 << 20]);
        Assert.Equal(default, DirectoryUsage.Measure(_directory.FullName));
    }

    [Fact]
    public void Measure_NothingThere_IsNothing() => Assert.Equal(default, DirectoryUsage.Measure("/nonexistent/ek"));
}
