using System.Collections.Concurrent;
using System.Net;
using System.Text;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Tests.Transport;

/// <summary>A real MQTT endpoint whose answers a test writes down.</summary>
internal sealed class ScriptedDoor : IMqttServerHandler, IAsyncDisposable
{
    private readonly MqttServer _server;
    private readonly Func<Asked, Task> _script;

    public ScriptedDoor(Func<Asked, Task> script)
    {
        _script = script;
        _server = new MqttServer(new MqttServerOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) }, this);
        _server.Start();
    }

    public string Url => $"mqtt://{_server.EndPoint}";

    /// <summary>METHOD and path of every request so far.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public bool RefuseUsers { get; init; }

    public ValueTask<MqttAuthentication> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(
        RefuseUsers
            ? MqttAuthentication.Refuse(MqttReasonCode.NotAuthorized, "no such user")
            : MqttAuthentication.Accept(request.Username ?? "", MqttClientLimits.Default with { MaxPacketSize = 8 << 20 }));

    public ValueTask<MqttReasonCode> AuthorizeSubscribeAsync(MqttServerSession session, MqttSubscription subscription, CancellationToken cancellationToken) =>
        ValueTask.FromResult(subscription.Filter.StartsWith($"edgekube/v1/{session.Identity}/", StringComparison.Ordinal) ? MqttReasonCode.GrantedQoS1 : MqttReasonCode.NotAuthorized);

    public async ValueTask<MqttReasonCode> OnPublishAsync(MqttServerSession session, MqttMessage message, CancellationToken cancellationToken)
    {
        Requests.Enqueue($"{message.FindUserProperty("method")} {message.FindUserProperty("path")}");
        await _script(new Asked(session, message));
        return MqttReasonCode.Success;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>One request, and the way to answer it.</summary>
    internal sealed record Asked(MqttServerSession Session, MqttMessage Message)
    {
        public string Method => Message.FindUserProperty("method") ?? "";

        public string Path => Message.FindUserProperty("path") ?? "";

        public Task AnswerAsync(string body, int status = 200, bool more = false) => AnswerAsync(Encoding.UTF8.GetBytes(body), status, more);

        public Task AnswerAsync(byte[] body, int status, bool more)
        {
            var properties = new List<MqttUserProperty> { new("status", $"{status}"), new("content-type", "application/json") };
            if (more)
            {
                properties.Add(new("more", "true"));
            }

            // Its acknowledgement is not waited for: the client reads on only when this call has ended.
            _ = Session.PublishAsync(
                new MqttMessage(Message.ResponseTopic!, body) { Qos = MqttQos.AtLeastOnce, CorrelationData = Message.CorrelationData, UserProperties = properties },
                CancellationToken.None);
            return Task.CompletedTask;
        }
    }
}
