using System.Net;
using EdgeKube.Controller.Hosting;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Tests.Api;
using EdgeKube.Link;
using EdgeKube.Mqtt;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Controller.Tests.Mqtt;

public sealed class NodeDoorTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly ApiFixture _api = new();
    private readonly RecordingDoor _nodes = new();
    private readonly MqttServer _server;

    public NodeDoorTests() => _server = new MqttServer(
        new MqttServerOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) },
        new MqttComposition(_api.Pipeline, _api.Apply, _nodes, NullLoggerFactory.Instance).BuildInsecureDoor(
            new RefusalLog(TimeProvider.System, NullLogger<RefusalLog>.Instance), TimeProvider.System));

    public Task InitializeAsync()
    {
        _server.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Node_Frames_GoBothWaysInOrder()
    {
        await using var node = new NodeClient(_server.EndPoint.Port, "n1");
        await node.ConnectAsync();
        await Eventually.True(() => _nodes.Connection is not null, Limit);
        await node.PublishAsync("up", "1");
        await node.PublishAsync("up/stream", "2");
        await node.PublishAsync("up", "3");
        await _nodes.Connection!.SendAsync(new LinkEffect.Send(LinkChannel.Control, "down"u8.ToArray()), CancellationToken.None);

        // PUBACK comes after the door has taken the frame, so they are all there.
        Assert.Equal(["connected n1", "Control 1", "Stream 2", "Control 3"], _nodes.Seen);
        Assert.Equal("edgekube/v1/node:n1/down down", await node.ReceiveAsync());
        await node.Client.StopAsync(CancellationToken.None);
        await Eventually.True(() => _nodes.Seen.Contains("disconnected n1 True"), Limit);
        await Assert.ThrowsAsync<IOException>(() => _nodes.Connection.SendAsync(new LinkEffect.Send(LinkChannel.Control, "x"u8.ToArray()), CancellationToken.None));
    }

    [Theory]
    [InlineData("edgekube/v1/node:n2/up")]
    [InlineData("edgekube/v1/user:admin/request")]
    [InlineData("edgekube/v1/user:admin/apply")]
    public async Task Node_ForeignTopic_IsNotAuthorized(string topic)
    {
        await using var node = new NodeClient(_server.EndPoint.Port, "n1");
        await node.ConnectAsync();
        var refused = await Assert.ThrowsAsync<MqttReasonException>(
            () => node.Client.PublishAsync(new MqttMessage(topic, "x"u8.ToArray()) { Qos = MqttQos.AtLeastOnce }, CancellationToken.None));

        Assert.Equal(MqttReasonCode.NotAuthorized, refused.Reason);
        Assert.Equal(["connected n1"], _nodes.Seen);
    }

    [Fact]
    public async Task Node_OtherClientId_IsRefused()
    {
        await using var node = new NodeClient(_server.EndPoint.Port, "n1", clientId: "something");
        var refused = await Assert.ThrowsAsync<MqttReasonException>(node.ConnectAsync);

        Assert.Equal(MqttReasonCode.ClientIdentifierNotValid, refused.Reason);
    }
}
