using System.Diagnostics;
using System.Text;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Mqtt;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd;

/// <summary>Prints how soon after a node's connection the API says what happened while it was away, beside a bare MQTT client's way over the same relay.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class ReturnFigureTests(InsecureCluster cluster, ITestOutputHelper output) : IClassFixture<InsecureCluster>, IMqttClientHandler
{
    private const int Times = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Print_ReconnectUntilStatusIsRight()
    {
        await using var watch = await PodWatch.StartAsync(cluster.Server);
        await using var link = new FlappingLink(cluster.NodeDoor.Address, cluster.NodeDoor, seed: 1);
        await cluster.LeadOverAsync(link);
        var (returns, bare) = (new List<double>(), new List<double>());
        for (var i = 0; i < Times; i++)
        {
            returns.Add(await ReturnAsync(watch, link, $"work-{i}"));
            bare.Add(await BareAsync(link));
        }

        var (status, roundTrip) = (Percentile.Median(returns), Percentile.Median(bare));
        Assert.True(status > 0 && roundTrip > 0);
        output.WriteLine($"figure: reconnect to status right: {status:F0} ms, {status / roundTrip:F1} times a bare MQTT connect and round trip ({roundTrip:F0} ms) over the same relay (aim: 1 s)");
    }

    // The pod ends while nobody can be told.
    private async Task<double> ReturnAsync(PodWatch watch, FlappingLink link, string name)
    {
        await watch.ApplyUntilRunningAsync(name, Manifests.Pod(name, "[sleep, \"100000\"]") + "\n  restartPolicy: Never\n");
        link.Turn(Weather.Cut);
        await cluster.ControlAsync("end-commands", "1");
        await cluster.RunningCommandsAsync(0);
        var answered = link.Connections.Answered;
        var failed = watch.PhaseAsync(name, "Failed");
        link.Turn(Weather.Fair);
        await Eventually.True(() => link.Connections.Answered > answered, Limit);
        var taken = Stopwatch.GetElapsedTime(link.AcceptedAt, await failed).TotalMilliseconds;
        await cluster.MustAsync("delete", "pod", name);
        await watch.GoneAsync(name);
        return taken;
    }

    private async Task<double> BareAsync(FlappingLink link)
    {
        var since = Stopwatch.GetTimestamp();
        await using var client = new MqttClient(
            new MqttClientOptions { Servers = [new MqttServerAddress(cluster.NodeDoor.Address.ToString(), link.Port)], Username = "user:admin", SessionExpiry = TimeSpan.Zero }, this);
        using var limit = new CancellationTokenSource(Limit);
        await client.ConnectAsync(limit.Token);
        await client.PublishAsync(
            new MqttMessage("edgekube/v1/user:admin/request", Encoding.UTF8.GetBytes(""))
            {
                Qos = MqttQos.AtLeastOnce,
                ResponseTopic = "edgekube/v1/user:admin/answers",
                UserProperties = [new("method", "GET"), new("path", "/api/v1/nodes/n1")],
            },
            limit.Token);
        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }

    public ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken) =>
        ValueTask.FromResult(MqttReasonCode.Success);
}
