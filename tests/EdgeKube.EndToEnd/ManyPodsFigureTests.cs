using System.Diagnostics;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd;

/// <summary>
/// What the agent costs with many pods that rest, and how fast it starts as many as a node takes, beside the bare calls for as many. Aims: at
/// most 16 MiB and 0.3 CPU seconds a minute with 30 pods, nothing written, 0.9 times the rate of the bare calls, and 2 % of a core for 110
/// probes a second. Asserted is what does not depend on the machine: nothing is written, and everything ran.
/// </summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class ManyPodsFigureTests(InsecureCluster cluster, ITestOutputHelper output) : IClassFixture<InsecureCluster>
{
    private const int Few = 30;
    private const int Most = 110;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    // Seldom: what is looked at is busy, and containerd's own clock tells the time that counts.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task Print_WhatRestingPodsCostAndHowFastManyStart()
    {
        using var direct = new DirectPods(cluster);
        await PrintAtRestAsync("no pods");
        await cluster.MustApplyAsync(Manifests.Deployment("many", Few));
        await RunningAsync(direct, Few);
        await PrintAtRestAsync($"{Few} pods");
        await cluster.MustAsync("scale", "deployment", "many", "--replicas", $"{Most}");
        await RunningAsync(direct, Most);
        await PrintAtRestAsync($"{Most} pods");
        await RemoveAsync(direct, "many");

        var bare = await BareAsync(direct);
        var agent = await AgentAsync(direct);
        output.WriteLine($"figure: {Most} pods assigned at once, until the last runs: {agent:F1} s; the bare CRI calls for as many: {bare:F1} s; rate {bare / agent:F2} of theirs (aim: 0.9)");
        var probed = await IdleCost.OfAsync(await AgentPidAsync(), isBusy: true);
        output.WriteLine($"figure: agent with {Most} pods, each probed over HTTP every second: {probed}, {probed.CpuSeconds / 60:P1} of a core (aim: 2 %)");
        await RemoveAsync(direct, "web");
    }

    private async Task PrintAtRestAsync(string with)
    {
        var pid = await AgentPidAsync();
        var cost = await IdleCost.OfAsync(pid);
        if (cost.Written > 0)
        {
            // What is written once a day may fall into one look, not into two.
            output.WriteLine($"{cost.Written} bytes were written in a first look");
            cost = await IdleCost.OfAsync(pid);
        }

        output.WriteLine($"figure: agent at rest with {with}: {cost}");
        Assert.Equal(0, cost.Written);
    }

    private async Task<string> AgentPidAsync() => (await cluster.ControlAsync("pid", "n1-agent")).Trim();

    private async Task<double> AgentAsync(DirectPods direct)
    {
        var since = TimeProvider.System.GetUtcNow();
        await cluster.MustApplyAsync(Manifests.WebProbed("web", Most));
        return (await direct.LastStartAsync(await RunningAsync(direct, Most)) - since).TotalSeconds;
    }

    private static async Task<double> BareAsync(DirectPods direct)
    {
        var since = Stopwatch.GetTimestamp();
        var sandboxes = await Task.WhenAll(Enumerable.Range(0, Most).Select(pod => direct.StartAsync($"direct-{pod}")));
        var taken = Stopwatch.GetElapsedTime(since);
        await Task.WhenAll(sandboxes.Select(direct.RemoveAsync));
        await Eventually.True(direct.IsEmptyAsync, Limit, Poll);
        return taken.TotalSeconds;
    }

    private static async Task<IReadOnlyList<string>> RunningAsync(DirectPods direct, int count)
    {
        IReadOnlyList<string> running = [];
        await Eventually.True(async () => (running = await direct.RunningAsync()).Count == count, Limit, Poll);
        return running;
    }

    private async Task RemoveAsync(DirectPods direct, string deployment)
    {
        await cluster.MustAsync("delete", "deployment", deployment);
        await Eventually.True(direct.IsEmptyAsync, Limit, Poll);
    }
}
