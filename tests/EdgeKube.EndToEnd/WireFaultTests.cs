using System.Net;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Mqtt;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd;

/// <summary>Frames lost, doubled, out of order and from long ago, between the published agent and the published controller.</summary>
public sealed class WireFaultTests(InsecureCluster cluster, ITestOutputHelper output) : IClassFixture<InsecureCluster>
{
    // A busy machine gathers what it has to say into fewer messages: then it takes some rounds more.
    private const int Rounds = 12;

    [Fact]
    public async Task HostileWire_EverythingConvergesAndNothingRestarts()
    {
        const int Seed = 20261121;
        await using var relay = await StartRelayAsync(Seed);
        await cluster.MustApplyAsync(Manifests.Deployment("web", 4));
        var before = await cluster.RunningAsync(4);

        relay.Hostile = true;
        for (var round = 0; round < Rounds || (round < 5 * Rounds && !IsEverythingDone(relay.Counts)); round++)
        {
            await cluster.MustApplyAsync(Settings(round));
            await cluster.MustAsync("scale", "deployment", "extra", "--replicas", $"{round % 3}");
            if (round is 4 or 8)
            {
                // A new session: what is played again from now on also comes from sessions that are over.
                await cluster.ControlAsync("kill-agent");
                await cluster.ControlAsync("start-agent");
            }
        }

        relay.Hostile = false;
        await cluster.MustAsync("scale", "deployment", "extra", "--replicas", "3");
        await cluster.NodeIsAsync("Ready");
        var after = await cluster.RunningAsync(7);

        output.WriteLine($"figure: hostile wire, seed {Seed}: {relay.Counts}");
        Assert.True(IsEverythingDone(relay.Counts), relay.Counts.ToString());
        Assert.All(after, p => Assert.Equal(0, p.Restarts));
        Assert.Subset(after.SelectMany(p => p.ContainerIds).ToHashSet(), before.SelectMany(p => p.ContainerIds).ToHashSet());
    }

    private static bool IsEverythingDone(MistreatmentCounts counts) => counts is { Dropped: > 0, Doubled: > 0, Reordered: > 0, Replayed: > 0 };

    private static string Settings(int round) =>
        Manifests.Deployment("extra", 0).Replace("image: ", "envFrom: [{configMapRef: {name: settings}}]\n        image: ", StringComparison.Ordinal)
        + $"\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: settings}}\ndata: {{ROUND: \"{round}\"}}\n";

    private async Task<HostileRelay> StartRelayAsync(int seed)
    {
        var config = Path.Combine(cluster.Directory, "n1", "agent.yaml");
        var lines = await File.ReadAllLinesAsync(config);
        var controller = new Uri(lines.Single(line => line.StartsWith("- mqtt://", StringComparison.Ordinal))[2..]);
        var relay = new HostileRelay(new IPEndPoint(IPAddress.Parse(controller.Host), 0), new MqttServerAddress(controller.Host, controller.Port), seed);
        relay.Start();
        await File.WriteAllTextAsync(config, string.Join('\n', lines).Replace(controller.Authority, relay.EndPoint.ToString(), StringComparison.Ordinal) + "\n");
        await cluster.ControlAsync("stop-agent");
        await cluster.ControlAsync("start-agent");
        await cluster.NodeIsAsync("Ready");
        return relay;
    }
}
