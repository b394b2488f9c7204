using System.Net;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.EndToEnd;

/// <summary>
/// Controller and agent as clients of Debian's mosquitto, set up as the README says: client certificates of the cluster's authority, the user name from
/// them, and the ACL that edgectl prints. What a broker does or does not do never costs a pod.
/// </summary>
public sealed class ExternalBrokerTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Broker_InsteadOfTheOwnDoor_PodsComeOverItAndNothingRestartsWithIt()
    {
        var own = cluster.NodeDoor;
        await using var broker = new Mosquitto { Address = own.Address };
        await cluster.MustApplyAsync(Manifests.Deployment("web", 2));
        var before = await cluster.RunningAsync(2);

        await GoesToTheBrokerAsync(broker, own);
        await WorksAsync(3, before);

        // The controller hears of the broker's end, and the node is at the door by which it joined already or soon: one must not undo the other.
        await broker.KillAsync();
        await ConnectedToAsync(own.Port);
        await WorksAsync(4, before);

        await broker.RunAsync();
        await cluster.ConfigureControllerAsync(text => text.Replace($"- {own}\n", "", StringComparison.Ordinal));
        await ConnectedToAsync(broker.Port);
        await BrokerRestarted(broker, before);
    }

    // The node is told of the broker by the door that it uses now.
    private async Task GoesToTheBrokerAsync(Mosquitto broker, IPEndPoint own)
    {
        var address = $"mqtts://{broker.Address}:{broker.Port}";
        await cluster.ConfigureControllerAsync(text => text.Replace($"advertise:\n- mqtts://{own}\n", $"advertise:\n- {address}\nmqtt:\n  broker: {address}\n", StringComparison.Ordinal));
        broker.Write("acl", await cluster.MustAsync("broker", "acl"));
        var pki = Path.Combine(cluster.Directory, "controller", "pki");
        await broker.StartAsync(
            $"""
            cafile {pki}/ca.crt
            certfile {pki}/server.crt
            keyfile {pki}/server.key
            require_certificate true
            use_identity_as_username true
            acl_file {broker.PathOf("acl")}
            """);
        await ToldOfAsync(address);
        await cluster.ReconnectSoonAsync();
        await cluster.ControlAsync("stop-agent");
        await cluster.ControlAsync("start-agent");
        await ConnectedToAsync(broker.Port);
    }

    private async Task BrokerRestarted(Mosquitto broker, IReadOnlyList<PodView> before)
    {
        await broker.KillAsync();
        await Eventually.True(async () => (await cluster.ControlAsync("connections")).Trim().Length == 0, Limit, Poll);
        await cluster.MustAsync("scale", "deployment", "web", "--replicas", "5");
        await cluster.RunningCommandsAsync(4);

        await broker.RunAsync();
        await ConnectedToAsync(broker.Port);
        await WorksAsync(5, before);
    }

    private async Task WorksAsync(int replicas, IReadOnlyList<PodView> before)
    {
        await cluster.MustAsync("scale", "deployment", "web", "--replicas", $"{replicas}");
        var pods = await cluster.RunningAsync(replicas);
        PodView.Unchanged(before, pods);
        Assert.Equal("inside\n", await cluster.MustAsync("exec", pods[^1].Name, "--", "echo", "inside"));
    }

    private Task ToldOfAsync(string address) => Eventually.True(
        async () => (await File.ReadAllTextAsync(Path.Combine(cluster.Directory, "n1", "agent", "identity", "controllers"))).Contains(address, StringComparison.Ordinal),
        Limit,
        Poll);

    private async Task ConnectedToAsync(int port)
    {
        var connections = "";
        try
        {
            await Eventually.True(
                async () => (connections = await cluster.ControlAsync("connections")).Split('\n', StringSplitOptions.RemoveEmptyEntries) is [var only] && only.TrimEnd().EndsWith($":{port}", StringComparison.Ordinal),
                Limit,
                Poll);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"the node is not connected to port {port} alone but has: {connections}\n{await File.ReadAllTextAsync(Path.Combine(cluster.Directory, "log", "n1-agent.log"))}");
        }
    }
}
