using EdgeKube.Agent.Pods;

namespace EdgeKube.Agent.Tests.Pods;

public sealed class LogRotationTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-logs-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Rotate_FileGrownTooLarge_KeepsTheNewestFiles()
    {
        var logs = new PodLogFiles(new PodManagerOptions { NodeName = "n1", NodeIP = "192.0.2.1", MemoryCapacityBytes = 1, PodLogsDirectory = _directory, MaxLogBytes = 4, MaxLogFiles = 3 });
        var path = Path.Combine(_directory, "0.log");
        foreach (var text in (string[])["first", "second", "third", "fourth"])
        {
            File.WriteAllText(path, text);
            Assert.True(logs.Rotate(path));
        }

        Assert.False(logs.Rotate(path));
        Assert.Equal(("fourth", "third"), (File.ReadAllText(path + ".1"), File.ReadAllText(path + ".2")));
        Assert.Equal(2, Directory.GetFiles(_directory).Length);
    }
}
