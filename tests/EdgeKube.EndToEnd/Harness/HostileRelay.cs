using System.Net;
using EdgeKube.Mqtt;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>
/// Stands between a node's agent and the controller, an MQTT server to the one and a client to the other, and mistreats what it passes on:
/// seeded loss, duplicates, reordering, and messages of long ago played again.
/// </summary>
public sealed class HostileRelay : IMqttServerHandler, IMqttClientHandler, IAsyncDisposable
{
    private readonly MqttServer _server;
    private readonly MqttServerAddress _controller;
    private readonly Mistreatment _up;
    private readonly Mistreatment _down;
    private MqttServerSession? _agent;
    private MqttClient? _client;

    public HostileRelay(IPEndPoint listen, MqttServerAddress controller, int seed)
    {
        _controller = controller;
        _up = new Mistreatment(seed, () => Hostile);
        _down = new Mistreatment(seed + 1, () => Hostile);
        _server = new MqttServer(new MqttServerOptions { EndPoint = listen }, this);
    }

    /// <summary>Whether messages are mistreated now; when not they pass as they are.</summary>
    public bool Hostile { get; set; }

    public IPEndPoint EndPoint => _server.EndPoint;

    /// <summary>What was done to messages of both directions together.</summary>
    public MistreatmentCounts Counts => _up.Counts + _down.Counts;

    public void Start() => _server.Start();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }

    public ValueTask<MqttAuthentication> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(MqttAuthentication.Accept(request.Username ?? ""));

    public ValueTask<MqttReasonCode> AuthorizeSubscribeAsync(MqttServerSession session, MqttSubscription subscription, CancellationToken cancellationToken) =>
        ValueTask.FromResult(MqttReasonCode.GrantedQoS1);

    // The agent is ready to listen: from now on there is a connection to the controller in its name.
    public async ValueTask OnSubscribedAsync(MqttServerSession session, IReadOnlyList<string> granted, CancellationToken cancellationToken)
    {
        _agent = session;
        _client = new MqttClient(
            new MqttClientOptions { Servers = [_controller], ClientId = session.ClientId, Username = (string)session.Identity, SessionExpiry = TimeSpan.Zero },
            this);
        await _client.ConnectAsync(cancellationToken);
        await _client.SubscribeAsync([.. granted.Select(filter => new MqttSubscription(filter, MqttQos.AtLeastOnce))], cancellationToken);
    }

    public ValueTask<MqttReasonCode> OnPublishAsync(MqttServerSession session, MqttMessage message, CancellationToken cancellationToken)
    {
        foreach (var passed in _up.Pass(message))
        {
            // Without one it is on its way to nobody.
            _ = _client is { } client ? Quietly(client.PublishAsync(passed, CancellationToken.None)) : Task.CompletedTask;
        }

        return ValueTask.FromResult(MqttReasonCode.Success);
    }

    public async ValueTask OnDisconnectedAsync(MqttServerSession session, MqttReasonCode reason, CancellationToken cancellationToken)
    {
        if (_client is { } client)
        {
            _client = null;
            await client.DisposeAsync();
        }
    }

    public ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        foreach (var passed in _down.Pass(message))
        {
            _ = Quietly(_agent!.PublishAsync(passed, CancellationToken.None));
        }

        return ValueTask.FromResult(MqttReasonCode.Success);
    }

    // What is lost because an end went away is lost: that is what this is for.
    private static async Task Quietly(Task sending)
    {
        try
        {
            await sending;
        }
        catch (Exception e) when (e is MqttReasonException or MqttDisconnectedException)
        {
        }
    }
}
