using System.Globalization;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd;

/// <summary>Prints what the published programs cost. Sizes are printed; what an idle node costs the wire and the disk is bounded.</summary>
public sealed class FiguresTests(Cluster cluster, ITestOutputHelper output) : IClassFixture<Cluster>
{
    private const int KeepAliveSeconds = 5;
    private const int Periods = 10;
    private const double MostAboveBare = 1.5;
    private const long MostWrittenPerDay = 64 << 10;

    [Fact]
    public async Task Print_SizesMemoryWireAndDisk()
    {
        foreach (var program in new[] { "edgekube-agent", "edgekube-controller", "edgectl" })
        {
            var file = new FileInfo(Path.Combine(Repository.Root, "out", "bin", program));
            output.WriteLine($"figure: {program}: {file.Length / 1e6:F1} MB");
            Assert.True(file.Length > 0);
        }

        await PrintMemory("right after the start");
        await cluster.MustApplyAsync(Manifests.Probed("web", 10));
        await cluster.RunningAsync(10);
        await PrintMemory("with 10 probed pods");
        await PrintIdle();
    }

    private async Task PrintMemory(string when)
    {
        foreach (var (program, name) in new[] { ("agent", "n1-agent"), ("controller", "controller") })
        {
            var pid = (await cluster.ControlAsync("pid", name)).Trim();
            var pss = ProcessFigures.Pss(pid);
            var rss = ProcessFigures.Rss(pid);
            Assert.True(pss > 0 && rss >= pss);
            output.WriteLine($"figure: {program} {when}: {pss / 1024.0:F1} MiB PSS, {rss / 1024.0:F1} MiB RSS");
        }
    }

    // A bare MQTT client and then the agent, each alone in the same network namespace, for ten keep-alive periods.
    private async Task PrintIdle()
    {
        var config = Path.Combine(cluster.Directory, "n1", "agent.yaml");
        await File.AppendAllTextAsync(config, $"keepAlive: {KeepAliveSeconds}s\n");
        await cluster.ControlAsync("stop-agent");
        await cluster.ControlAsync("start-bare-client", "1", KeepAliveSeconds.ToString(CultureInfo.InvariantCulture));
        await PeriodsPass(1);
        var bare = await WireAsync();
        await cluster.ControlAsync("stop-bare-client");

        await cluster.ControlAsync("start-agent");
        await cluster.NodeIsAsync("Ready");
        await PeriodsPass(2);
        var (agent, written) = await IdleAsync();
        if (agent > MostAboveBare * bare || PerDay(written) > MostWrittenPerDay)
        {
            // What comes now and then, such as a status that changed and what is written once a day, may fall into one look, not into two.
            output.WriteLine($"{agent} bytes on the wire and {written} bytes written in a first look");
            (agent, written) = await IdleAsync();
        }

        Assert.True(bare > 0 && agent <= MostAboveBare * bare, $"{agent} bytes on the wire, {bare} of a bare client");
        var day = PerDay(written);
        Assert.True(day <= MostWrittenPerDay, $"{day} bytes written a day");
        output.WriteLine($"figure: wire, {Periods} idle keep-alive periods with 10 probed pods: agent {agent} bytes, bare MQTT client {bare} bytes, ratio {agent / (double)bare:F2}");
        output.WriteLine($"figure: disk, the same time: agent {written} bytes written, {day} a day with what is written once in it (most: {MostWrittenPerDay})");
    }

    private async Task<(long Wire, long Written)> IdleAsync()
    {
        var written = await WrittenAsync();
        var wire = await WireAsync();
        return (wire, await WrittenAsync() - written);
    }

    // What the idle time shows, and the files that are written once a day whatever happens: the month's traffic and the time floor, each a block
    // of data, with a block each for the file, its directory and the journal.
    private static long PerDay(long writtenIdle) =>
        (writtenIdle * 86400 / (Periods * KeepAliveSeconds)) + (2 * 4 * 4096);

    // Time itself is what is measured here; there is no condition to wait for.
    private static Task PeriodsPass(int count) => Task.Delay(TimeSpan.FromSeconds(count * KeepAliveSeconds), TimeProvider.System);

    private async Task<long> WireAsync()
    {
        var before = long.Parse(await cluster.ControlAsync("wire-bytes"), CultureInfo.InvariantCulture);
        await PeriodsPass(Periods);
        return long.Parse(await cluster.ControlAsync("wire-bytes"), CultureInfo.InvariantCulture) - before;
    }

    private async Task<long> WrittenAsync() =>
        ProcessFigures.Written((await cluster.ControlAsync("pid", "n1-agent")).Trim());
}
