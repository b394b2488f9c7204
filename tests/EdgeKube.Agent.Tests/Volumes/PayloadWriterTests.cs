using System.Text;
using EdgeKube.Agent.Volumes;

namespace EdgeKube.Agent.Tests.Volumes;

public sealed class PayloadWriterTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ek-payload-");

    private string Volume => Path.Combine(_root.FullName, "v");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Write_Twice_LeavesTheKubeletsLayoutAndNothingOld()
    {
        PayloadWriter.Write(Volume, [File("a", "1"), File("sub/b", "2")]);
        PayloadWriter.Write(Volume, [File("a", "3"), File("c", "4")]);
        Assert.Equal(["..data", "a", "c"], Directory.GetFileSystemEntries(Volume).Select(Path.GetFileName).Where(name => !name!.StartsWith("..", StringComparison.Ordinal) || name == "..data").Order(StringComparer.Ordinal));
        Assert.Equal(2, Directory.GetDirectories(Volume).Count(path => Path.GetFileName(path).StartsWith("..", StringComparison.Ordinal)));
        Assert.Equal(("..data/a", "3", "4"), (new FileInfo($"{Volume}/a").LinkTarget, Read("a"), Read("c")));
    }

    [Fact]
    public void Write_SameAgain_TouchesNothing()
    {
        PayloadWriter.Write(Volume, [File("a", "1")]);
        var (before, link) = (Directory.GetLastWriteTimeUtc(Volume), new FileInfo($"{Volume}/..data").LinkTarget);
        PayloadWriter.Write(Volume, [File("a", "1")]);
        Assert.Equal((before, link), (Directory.GetLastWriteTimeUtc(Volume), new FileInfo($"{Volume}/..data").LinkTarget));
    }

    [Fact]
    public void Write_OfAGroup_StaysTheGroupsWhenItIsWrittenAgain()
    {
        for (var time = 0; time < 2; time++)
        {
            PayloadWriter.Write(Volume, [File("a", "1")], new VolumeGroup(4711));
            using var volume = NativeFiles.OpenPath(Volume);
            Assert.Equal((4711u, (UnixFileMode)0x5FF), (NativeFiles.GroupOf(volume), System.IO.File.GetUnixFileMode(Volume)));
        }
    }

    [Fact]
    public void Write_AfterAHalfDoneWrite_Completes()
    {
        // What a kill in the middle leaves: files without a link to them, and a link not yet in place.
        PayloadWriter.Write(Volume, [File("a", "1")]);
        Directory.CreateDirectory($"{Volume}/..halfdone");
        System.IO.File.CreateSymbolicLink($"{Volume}/..data_tmp", "..nowhere");
        PayloadWriter.Write(Volume, [File("a", "2")]);
        Assert.Equal("2", Read("a"));
        Assert.False(Directory.Exists($"{Volume}/..halfdone"));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/x")]
    [InlineData("a/../../x")]
    [InlineData("a//b")]
    [InlineData("..data/x")]
    [InlineData("")]
    public void Write_PathOutOfTheVolume_IsRefused(string path)
    {
        Assert.Throws<InvalidOperationException>(() => PayloadWriter.Write(Volume, [File(path, "evil")]));
        Assert.False(System.IO.File.Exists(Path.Combine(_root.FullName, "x")));
    }

    private static VolumeFile File(string path, string content) => new(path, Encoding.UTF8.GetBytes(content), UnixFileMode.UserRead | UnixFileMode.UserWrite);

    private string Read(string path) => System.IO.File.ReadAllText(Path.Combine(Volume, path));
}
