using System.Diagnostics;
using System.Globalization;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd;

/// <summary>
/// How long the node alone, without a controller, takes after a loss of power from the agent's start to the last of ten pods, beside the bare
/// calls for ten pods issued in parallel after the same loss of power. Aim: at most 1.3 times. Asserted is only that all of them ran.
/// </summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class RebootFigureTests(Cluster cluster, ITestOutputHelper output) : IClassFixture<Cluster>
{
    private const int Pods = 10;
    private const int Rounds = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    // Seldom: what is looked at is busy, and its own clock tells the time that counts.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Print_OfflineRebootBesideTheBareCalls()
    {
        await cluster.MustApplyAsync(Manifests.Deployment("web", Pods));
        await cluster.RunningAsync(Pods);
        await cluster.ControlAsync("kill-controller");

        var agent = new List<double>();
        var bare = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            agent.Add(await AfterPowerLossAsync(AgentAsync));
            bare.Add(await AfterPowerLossAsync(direct => BareAsync(direct, round)));
        }

        var ratio = Percentile.Median(agent.Zip(bare, (a, b) => a / b));
        output.WriteLine($"figure: offline reboot, agent's start to the last of {Pods} pods: {Percentile.Median(agent):F0} ms ({Text(agent)})");
        output.WriteLine($"figure: the bare CRI calls for {Pods} pods in parallel, in turn with it: {Percentile.Median(bare):F0} ms ({Text(bare)}); ratio {ratio:F2} (aim: 1.3)");
    }

    private async Task<double> AfterPowerLossAsync(Func<DirectPods, Task<double>> measure)
    {
        await cluster.ControlAsync("power-off");
        await cluster.ControlAsync("start-containerd");
        using var direct = new DirectPods(cluster);
        await Eventually.True(direct.IsReadyAsync, Limit);
        return await measure(direct);
    }

    // Both ends are the machine's: when the process was forked, and when containerd says that it started the last container.
    private async Task<double> AgentAsync(DirectPods direct)
    {
        await cluster.ControlAsync("start-agent");
        IReadOnlyList<string> running = [];
        try
        {
            await Eventually.True(async () => (running = await direct.RunningAsync()).Count >= Pods, Limit, Poll);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{running.Count} of {Pods} run\n{await File.ReadAllTextAsync(Path.Combine(cluster.Directory, "log", "n1-agent.log"))}");
        }

        Assert.Equal(Pods, running.Count);
        using var process = Process.GetProcessById(int.Parse(await cluster.ControlAsync("pid", "n1-agent"), CultureInfo.InvariantCulture));
        return (await direct.LastStartAsync(running) - process.StartTime.ToUniversalTime()).TotalMilliseconds;
    }

    private static async Task<double> BareAsync(DirectPods direct, int round)
    {
        var since = Stopwatch.GetTimestamp();
        var sandboxes = await Task.WhenAll(Enumerable.Range(0, Pods).Select(pod => direct.StartAsync($"direct-{round}-{pod}")));
        var taken = Stopwatch.GetElapsedTime(since);
        Assert.Equal(Pods, (await direct.RunningAsync()).Count);
        await Task.WhenAll(sandboxes.Select(direct.RemoveAsync));
        return taken.TotalMilliseconds;
    }

    private static string Text(IEnumerable<double> values) => string.Join(", ", values.Select(value => value.ToString("F0", CultureInfo.InvariantCulture)));
}
