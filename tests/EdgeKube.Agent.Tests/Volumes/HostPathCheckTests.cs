using EdgeKube.Agent.Volumes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Volumes;

public sealed class HostPathCheckTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ek-host-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Check_FileToMakeWithoutItsDirectory_SaysSoInTheKubeletsWords()
    {
        Assert.Equal($"open {_root}/none/f: no such file or directory", HostPathCheck.Check(new HostPathVolumeSource { Path = $"{_root}/none/f", Type = "FileOrCreate" }));
        Assert.False(Directory.Exists($"{_root}/none"));
    }
}
