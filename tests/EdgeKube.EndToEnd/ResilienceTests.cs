using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd;

/// <summary>Deaths, returns and loss of power: what runs goes on, and what ran comes back by itself.</summary>
public sealed class ResilienceTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task TenPods_SurviveEveryDeath()
    {
        await cluster.MustApplyAsync(Manifests.Deployment("web", 10));
        var before = await cluster.RunningAsync(10);

        await AgentKilled(before);
        await ControllerKilled(before);
        await OfflineReboot(before, "start-agent", "reboot without a controller");
        await OfflineReboot(before, "start-agent-1970", "reboot without a controller, the clock at 1970");
    }

    private async Task AgentKilled(IReadOnlyList<PodView> before)
    {
        await cluster.ControlAsync("kill-agent");
        await cluster.ControlAsync("start-agent");
        await cluster.NodeIsAsync("Ready");
        PodView.Unchanged(before, await cluster.RunningAsync(10));
    }

    private async Task ControllerKilled(IReadOnlyList<PodView> before)
    {
        await cluster.ControlAsync("kill-controller");
        await cluster.ControlAsync("start-controller");
        await cluster.NodeIsAsync("Ready");
        PodView.Unchanged(before, await cluster.RunningAsync(10));
    }

    // The node alone: its disk is all it has. What runs is asked of containerd itself, for no controller is there to ask.
    private async Task OfflineReboot(IReadOnlyList<PodView> before, string startAgent, string what)
    {
        await cluster.ControlAsync("kill-controller");
        await cluster.ControlAsync("power-off");
        Assert.Equal("", (await cluster.ControlAsync("running-commands", "1")).Trim());
        await cluster.ControlAsync("start-containerd");
        await cluster.ControlAsync(startAgent, "1");
        await cluster.RunningCommandsAsync(10);

        await cluster.ControlAsync("start-controller");
        await cluster.NodeIsAsync("Ready");
        var after = await cluster.PodsWhenAsync(what, pods => pods.Count == 10 && pods.All(p => p.Ready && !before.Any(b => b.ContainerIds.SequenceEqual(p.ContainerIds))));
        Assert.Equal(before.Select(p => p.Name).Order(), after.Select(p => p.Name).Order());
    }
}
