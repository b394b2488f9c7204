using System.Diagnostics;
using EdgeKube.Mqtt.Tests.Peers;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.Mqtt.Tests.Server;

/// <summary>Figures, printed and not asserted.</summary>
public sealed class MqttServerThroughputTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Publish_QosOneBothWays_PrintsMessagesPerSecond()
    {
        const int Count = 20_000;
        await using var server = new TestServer();
        await using var client = server.NewClient(new RecordingClientHandler(), o => o with { ClientId = "c1", MaxQueuedMessages = Count });
        server.Handler.Limits = new MqttClientLimits { MaxQueuedMessages = Count };
        await client.ConnectAsync(Clients.Token());
        var message = new MqttMessage("edgekube/v1/node:n1/up", new byte[200]) { Qos = MqttQos.AtLeastOnce };
        var token = Clients.Token();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => client.PublishAsync(message, token)));
        output.WriteLine($"client to endpoint: {Count / Stopwatch.GetElapsedTime(started).TotalSeconds:0} QoS 1 messages/s");

        var session = server.Server.FindSession("c1")!;
        started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => session.PublishAsync(message, token)));
        output.WriteLine($"endpoint to client: {Count / Stopwatch.GetElapsedTime(started).TotalSeconds:0} QoS 1 messages/s");
    }

    [Fact]
    public async Task Connect_ManyClients_PrintsBytesPerConnection()
    {
        const int Count = 100;
        await using var server = new TestServer();
        var clients = Enumerable.Range(0, Count).Select(i => server.NewClient(new RecordingClientHandler(), o => o with { ClientId = $"c{i}" })).ToList();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var client in clients)
        {
            await client.ConnectAsync(Clients.Token());
        }

        await Eventually.True(() => server.Server.Sessions.Count(s => s.IsConnected) == Count, Clients.Limit);
        output.WriteLine($"managed memory: {(GC.GetTotalMemory(forceFullCollection: true) - before) / Count} bytes per idle connection, both ends together");
        await Task.WhenAll(clients.Select(c => c.DisposeAsync().AsTask()));
    }
}
