using EdgeKube.Agent.Volumes;

namespace EdgeKube.Agent.Tests.Volumes;

/// <summary>Parts of a volume, with somebody in it who wants out.</summary>
public sealed class SubPathTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ek-subpath-");

    private string Volume => Path.Combine(_root.FullName, "volume");

    public SubPathTests()
    {
        Directory.CreateDirectory(Volume);
        Directory.CreateDirectory(Path.Combine(_root.FullName, "secret", "inner"));
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Open_LinkWithinTheVolume_IsFollowed()
    {
        Directory.CreateDirectory($"{Volume}/..v1");
        File.WriteAllText($"{Volume}/..v1/key", "x");
        File.CreateSymbolicLink($"{Volume}/..data", "..v1");
        File.CreateSymbolicLink($"{Volume}/key", "..data/key");
        using var found = SubPath.Open(Volume, "key");
        Assert.Equal(FileKind.File, NativeFiles.KindOf(found));
        Assert.Equal($"{Volume}/..v1/key", Target(found.DangerousGetHandle()));
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("../secret")]
    [InlineData("../../../../../../../etc")]
    [InlineData("/proc/self/root")]
    public void Open_LinkOutOfTheVolume_IsRefused(string target)
    {
        File.CreateSymbolicLink($"{Volume}/out", target);
        Assert.Throws<IOException>(() => SubPath.Open(Volume, "out").Dispose());
        Assert.Throws<IOException>(() => SubPath.Open(Volume, "out/inner").Dispose());
    }

    [Fact]
    public void Open_Missing_IsMadeWithinTheVolume()
    {
        using var made = SubPath.Open(Volume, "a/b/c");
        Assert.Equal(FileKind.Directory, NativeFiles.KindOf(made));
        Assert.True(Directory.Exists($"{Volume}/a/b/c"));
    }

    [Fact]
    public void Open_Missing_IsOpenToWhomTheVolumeIs()
    {
        const UnixFileMode Everyone = (UnixFileMode)0x1FF;
        File.SetUnixFileMode(Volume, Everyone);

        SubPath.Open(Volume, "a/b").Dispose();

        Assert.Equal((Everyone, Everyone), (File.GetUnixFileMode($"{Volume}/a"), File.GetUnixFileMode($"{Volume}/a/b")));
    }

    [Fact]
    public void Open_MissingInAVolumeOfAGroup_IsTheGroupsToo()
    {
        new VolumeGroup(4711).OwnDirectory(Volume, isWritable: true);

        SubPath.Open(Volume, "a/b").Dispose();

        using var made = NativeFiles.OpenPath($"{Volume}/a/b");
        Assert.Equal((4711u, File.GetUnixFileMode(Volume)), (NativeFiles.GroupOf(made), File.GetUnixFileMode($"{Volume}/a/b")));
        Assert.True(File.GetUnixFileMode($"{Volume}/a/b").HasFlag(UnixFileMode.SetGroup));
    }

    [Fact]
    public async Task Open_WhileADirectoryIsSwappedForALink_NeverLeavesTheVolume()
    {
        Directory.CreateDirectory($"{Volume}/good/inner");
        File.CreateSymbolicLink($"{Volume}/bad", "../secret");
        using var stop = new CancellationTokenSource();
        var swapper = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Swap();
            }
        });
        var (inside, refused) = (0, 0);
        for (var attempt = 0; attempt < 20_000 || inside == 0 || refused == 0; attempt++)
        {
            try
            {
                using var found = SubPath.Open(Volume, "now/inner");
                Assert.StartsWith($"{Volume}/", Target(found.DangerousGetHandle()), StringComparison.Ordinal);
                inside++;
            }
            catch (IOException)
            {
                refused++;
            }
        }

        await stop.CancelAsync();
        await swapper;
        Assert.Equal(["inner"], Directory.GetFileSystemEntries(Path.Combine(_root.FullName, "secret")).Select(Path.GetFileName));
    }

    private void Swap()
    {
        try
        {
            NativeFiles.Replace($"{Volume}/good", $"{Volume}/now");
            NativeFiles.Replace($"{Volume}/now", $"{Volume}/good");
            NativeFiles.Replace($"{Volume}/bad", $"{Volume}/now");
            NativeFiles.Replace($"{Volume}/now", $"{Volume}/bad");
        }
        catch (IOException)
        {
            RemoveWhatWasMade();
        }
    }

    // What was asked for was missing at that moment, and has just been made: out of the way with it, as far as more is not being made in it.
    private void RemoveWhatWasMade()
    {
        try
        {
            Directory.Delete($"{Volume}/now", recursive: true);
        }
        catch (IOException)
        {
            // The next swap comes here again.
        }
    }

    private static string? Target(nint descriptor) => new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget;
}
