using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;
using EdgeKube.Testing;
using Pkcs10 = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace EdgeKube.Agent.Tests.Trust;

/// <summary>The part of a controller that devices enrol at: a real TLS endpoint with an authority of its own.</summary>
internal sealed class ControllerDoor : IMqttServerHandler, IAsyncDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly MqttServer _server;

    public ControllerDoor(TestAuthority authority, TimeSpan? serverLife = null)
    {
        Authority = authority;
        using var shown = authority.Issue("CN=edgekube-controller", _key, TestAuthority.ForServers, life: serverLife);
        var tls = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(shown.CopyWithPrivateKey(_key), null, offline: true),
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        };
        _server = new MqttServer(new MqttServerOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0), Tls = tls }, this);
        _server.Start();
        Token = EnrollmentToken.New(P256Key.Of(authority.Key));
    }

    public TestAuthority Authority { get; }

    public EnrollmentToken Token { get; }

    public string Url => $"mqtts://{_server.EndPoint}";

    public IPEndPoint EndPoint => _server.EndPoint;

    /// <summary>The serial number of the certificate that each connection came with; empty for none.</summary>
    public ConcurrentQueue<string> Connections { get; } = new();

    /// <summary>What every CONNECT brought as password.</summary>
    public ConcurrentQueue<byte[]> Secrets { get; } = new();

    /// <summary>Everything that was published to it.</summary>
    public ConcurrentQueue<byte[]> Published { get; } = new();

    /// <summary>Changes what a request is answered with.</summary>
    public Func<CertificateResponse, (int Code, byte[] Body)> Answer { get; set; } =
        given => (201, JsonSerializer.SerializeToUtf8Bytes(given, TrustJsonContext.Default.CertificateResponse));

    /// <summary>What time it says that it is.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>How long the certificates last that it gives.</summary>
    public TimeSpan Life { get; set; } = TimeSpan.FromDays(365);

    /// <summary>Clients with these certificates may only renew.</summary>
    public Func<string, bool> IsRenewOnly { get; set; } = _ => false;

    public ValueTask<MqttAuthentication> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken)
    {
        Connections.Enqueue(request.ClientCertificate?.SerialNumber ?? "");
        Secrets.Enqueue(request.Password?.ToArray() ?? []);
        var isGood = request.ClientCertificate is not null
            || (request.Username == Token.Identity.ToString() && request.Password?.Span.SequenceEqual(Token.Secret.Span) == true);
        return ValueTask.FromResult(isGood
            ? MqttAuthentication.Accept(request.ClientCertificate is { } own && IsRenewOnly(own.SerialNumber) ? "renew" : "")
            : MqttAuthentication.Refuse(MqttReasonCode.BadUserNameOrPassword, "no enrolment token that is good"));
    }

    public ValueTask<MqttReasonCode> AuthorizeSubscribeAsync(MqttServerSession session, MqttSubscription subscription, CancellationToken cancellationToken) =>
        ValueTask.FromResult((string)session.Identity == "renew" && !subscription.Filter.EndsWith("/answers", StringComparison.Ordinal)
            ? MqttReasonCode.NotAuthorized
            : MqttReasonCode.GrantedQoS1);

    public ValueTask<MqttReasonCode> OnPublishAsync(MqttServerSession session, MqttMessage message, CancellationToken cancellationToken)
    {
        Published.Enqueue(message.Payload.ToArray());
        if (message.FindUserProperty("path") == TrustPaths.Certificates)
        {
            var (code, body) = Answer(Issue(message));
            _ = session.PublishAsync(
                new MqttMessage(message.ResponseTopic!, body)
                {
                    Qos = MqttQos.AtLeastOnce,
                    CorrelationData = message.CorrelationData,
                    UserProperties = [new("status", $"{code}")],
                },
                CancellationToken.None);
        }

        return ValueTask.FromResult(MqttReasonCode.Success);
    }

    /// <summary>A certificate for a node, as this controller gives it.</summary>
    public CertificateResponse Give(string node, ECDsa key) => new()
    {
        Certificate = Authority.Issue($"CN=node:{node}", key, life: Life).ExportCertificatePem(),
        Identity = $"node:{node}",
        CaBundle = [Authority.Pem],
        Controllers = [Url],
        Time = Time,
    };

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _key.Dispose();
    }

    private CertificateResponse Issue(MqttMessage message)
    {
        var asked = JsonSerializer.Deserialize(message.Payload.Span, TrustJsonContext.Default.CertificateRequest)!;
        var request = Pkcs10.LoadSigningRequest(Convert.FromBase64String(asked.Request!), HashAlgorithmName.SHA256);
        using var key = request.PublicKey.GetECDsaPublicKey()!;
        return Give(asked.Name ?? Topics.Find(message.Topic)!.Value.Identity.Name, key);
    }
}
