using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeKube.Mqtt;
using EdgeKube.Testing;

namespace EdgeKube.Cli.Tests.Transport;

/// <summary>A real MQTT endpoint whose answers a test writes down.</summary>
internal sealed class ScriptedDoor : IMqttServerHandler, IAsyncDisposable
{
    private readonly MqttServer _server;
    private readonly Func<Asked, Task> _script;
    private readonly bool _isSecure;

    /// <param name="authority">Signs the door's certificate; null for a plain door.</param>
    public ScriptedDoor(Func<Asked, Task> script, TestAuthority? authority = null)
    {
        _script = script;
        _isSecure = authority is not null;
        _server = new MqttServer(new MqttServerOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0), Tls = authority is null ? null : Tls(authority) }, this);
        _server.Start();
    }

    public string Url => $"{(_isSecure ? "mqtts" : "mqtt")}://{_server.EndPoint}";

    /// <summary>User name and, in hexadecimal digits, password or the certificate's serial number of everyone who connected.</summary>
    public ConcurrentQueue<string> Clients { get; } = new();

    /// <summary>METHOD and path of every request so far.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public bool RefuseUsers { get; init; }

    public ValueTask<MqttAuthentication> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken)
    {
        Clients.Enqueue($"{request.Username} {request.ClientCertificate?.SerialNumber ?? Convert.ToHexStringLower((request.Password ?? default).Span)}");
        return ValueTask.FromResult(RefuseUsers
            ? MqttAuthentication.Refuse(MqttReasonCode.NotAuthorized, "no such user")
            : MqttAuthentication.Accept(request.Username ?? "", MqttClientLimits.Default with { MaxPacketSize = 8 << 20 }));
    }

    public ValueTask<MqttReasonCode> AuthorizeSubscribeAsync(MqttServerSession session, MqttSubscription subscription, CancellationToken cancellationToken) =>
        ValueTask.FromResult(subscription.Filter.StartsWith($"edgekube/v1/{session.Identity}/", StringComparison.Ordinal) ? MqttReasonCode.GrantedQoS1 : MqttReasonCode.NotAuthorized);

    public async ValueTask<MqttReasonCode> OnPublishAsync(MqttServerSession session, MqttMessage message, CancellationToken cancellationToken)
    {
        Requests.Enqueue($"{message.FindUserProperty("method")} {message.FindUserProperty("path")}");
        await _script(new Asked(session, message));
        return MqttReasonCode.Success;
    }

    private static SslServerAuthenticationOptions Tls(TestAuthority authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var shown = authority.Issue("CN=edgekube-controller", key, TestAuthority.ForServers);
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(shown.CopyWithPrivateKey(key), null, offline: true),
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        };
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
