using System.Text;
using EdgeKube.Agent.Cgroups;
using EdgeKube.Agent.Usage;

namespace EdgeKube.Agent.Tests.Usage;

public sealed class UsageTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-usage-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Find_Version1_ReadsEachHierarchy()
    {
        Write("cpu/p/cpuacct.usage", "5000000000\n");
        Write("memory/p/memory.usage_in_bytes", "1000000\n");
        Write("memory/p/memory.stat", "cache 1\ninactive_file 7\ntotal_inactive_file 300000\n");
        Write("pids/p/pids.current", "12\n");
        var reader = new CgroupCounterReader([Mount("cpu", "cpuacct"), Mount("memory", "memory"), Mount("pids", "pids"), new CgroupMount($"{_directory}/unified", true, [])]);
        Assert.Equal(new CgroupCounters(5_000_000_000, 700_000), reader.Find("/p"));
        Assert.Null(reader.Find("/none"));
        Assert.Equal(12, reader.FindTasks("/p"));
        Assert.Null(reader.FindTasks("/none"));
    }

    [Fact]
    public void Find_Version2_ReadsTheOne()
    {
        Write("u/p/cpu.stat", "usage_usec 2500\nuser_usec 1\n");
        Write("u/p/memory.current", "4096\n");
        Write("u/p/memory.stat", "inactive_file 8192\n");
        Write("u/p/pids.current", "7\n");
        var reader = new CgroupCounterReader([new CgroupMount($"{_directory}/u", true, [])]);
        Assert.Equal(new CgroupCounters(2_500_000, 0), reader.Find("/p"));
        Assert.Equal(7, reader.FindTasks("/p"));
    }

    [Theory]
    [InlineData("cpu  10 1 2 100 5 3 4 6 7 8\ncpu0 1 1 1\n", 260_000_000)]
    [InlineData("", 0)]
    [InlineData("intr 1 2 3 4 5 6 7 8 9", 0)]
    public void BusyNanos_FirstLineOfStat_LeavesIdleOut(string text, long expected) => Assert.Equal(expected, CgroupText.BusyNanos(text));

    [Fact]
    public void Build_TwoSamples_TellsRatesAndWorkingSets()
    {
        var before = new UsageSample(0, new(1_000_000_000, 1), Containers(("a", 1_000_000_000)));
        var after = new UsageSample(0, new(3_000_000_000, 2048), Containers(("a", 1_500_000_000), ("b", 20_000_000)));
        Assert.Equal(
            """{"window":2,"node":{"cpu":1000000000,"memory":2048},"pods":{"uid":{"a":{"cpu":250000000,"memory":9},"b":{"cpu":10000000,"memory":9}}}}""",
            Encoding.UTF8.GetString(UsageText.Build(before, after, TimeSpan.FromSeconds(2)).Span));
    }

    private static Dictionary<string, (string Uid, string Name, CgroupCounters Counters)> Containers(params (string Name, long Cpu)[] all) =>
        all.ToDictionary(one => one.Name, one => ("uid", one.Name, new CgroupCounters(one.Cpu, 9)));

    private CgroupMount Mount(string directory, string controller) => new(Path.Combine(_directory, directory), false, [controller]);

    private void Write(string path, string text)
    {
        var file = Path.Combine(_directory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
