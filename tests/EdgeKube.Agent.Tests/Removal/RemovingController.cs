using System.Collections.Concurrent;
using System.Net;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Agent.Tests.Removal;

/// <summary>What a node meets that was removed: a real MQTT endpoint with the controller's end of such a link.</summary>
internal sealed class RemovingController : IMqttServerHandler, IAsyncDisposable
{
    private readonly RemovedNodeLink _link;
    private readonly MqttServer _server;
    private MqttServerSession? _session;
    private int _orders;

    public RemovingController(string node)
    {
        _link = new RemovedNodeLink(node, "removed by admin");
        _server = new MqttServer(new MqttServerOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) }, this);
        _server.Start();
    }

    public int Port => _server.EndPoint.Port;

    public int Orders => Volatile.Read(ref _orders);

    public ConcurrentQueue<string> Farewells { get; } = new();

    public void Cut() => _ = _session!.DisconnectAsync(MqttReasonCode.AdministrativeAction);

    public ValueTask<MqttAuthentication> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(MqttAuthentication.Accept(request.Username!));

    public ValueTask<MqttReasonCode> AuthorizeSubscribeAsync(MqttServerSession session, MqttSubscription subscription, CancellationToken cancellationToken) =>
        ValueTask.FromResult(MqttReasonCode.GrantedQoS1);

    public ValueTask<MqttReasonCode> OnPublishAsync(MqttServerSession session, MqttMessage message, CancellationToken cancellationToken)
    {
        _session = session;
        foreach (var effect in _link.Step(new LinkEvent.Received(LinkChannel.Control, message.Payload)))
        {
            if (effect is LinkEffect.Send send)
            {
                _ = session.PublishAsync(new MqttMessage("edgekube/v1/node:n1/down", send.Payload) { Qos = MqttQos.AtLeastOnce }, CancellationToken.None);
                Interlocked.Increment(ref _orders);
            }
            else if (effect is LinkEffect.Left left)
            {
                Farewells.Enqueue(left.Detail);
            }
        }

        return ValueTask.FromResult(MqttReasonCode.Success);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
