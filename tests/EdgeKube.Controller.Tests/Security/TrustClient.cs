using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;
using X509Request = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace EdgeKube.Controller.Tests.Security;

/// <summary>A client at the TLS door that can ask for things.</summary>
internal sealed class TrustClient : IMqttClientHandler, IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly Channel<MqttMessage> _received = Channel.CreateUnbounded<MqttMessage>();

    private TrustClient(MqttClientOptions options, Identity identity)
    {
        Identity = identity;
        Client = new MqttClient(options, this);
    }

    public Identity Identity { get; }

    public MqttClient Client { get; }

    /// <summary>Its first connection has ended, whether or not it has come back since.</summary>
    public bool HasBeenDisconnected { get; private set; }

    /// <summary>Connects and subscribes to its answers. Throws what the door answers.</summary>
    public static async Task<TrustClient> ConnectAsync(
        int port, TrustBundle trusted, Credentials credentials, string? clientId = null, string? userName = null, MqttWill? will = null)
    {
        var (identity, certificate, token) = credentials;
        var options = new MqttClientOptions
        {
            Servers = [new MqttServerAddress("127.0.0.1", port)],
            Tls = Tls(trusted, certificate),
            ClientId = clientId ?? identity.Kind switch
            {
                IdentityKind.Node => identity.ToString(),
                IdentityKind.Enroll => $"{identity}/{Guid.NewGuid():N}",
                _ => $"test-{Guid.NewGuid():N}",
            },
            Username = token is null ? userName : identity.ToString(),
            Password = token?.Secret,
            Will = will,
            SessionExpiry = TimeSpan.Zero,
        };
        var client = new TrustClient(options, identity);
        try
        {
            await client.Client.ConnectAsync(CancellationToken.None);
            using var limit = new CancellationTokenSource(Limit);
            await client.Client.WaitForConnectedAsync(limit.Token);
            await client.Client.SubscribeAsync([new MqttSubscription(Topics.Answers(identity))], limit.Token);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    public static SslClientAuthenticationOptions Tls(TrustBundle trusted, X509Certificate2? certificate) => new()
    {
        TargetHost = "localhost",
        ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
        RemoteCertificateValidationCallback = (_, presented, _, _) =>
            CertificateVerifier.Verify(presented!.GetRawCertData(), trusted, CertificatePurpose.Server, TimeProvider.System.GetUtcNow()).IsGenuine,
    };

    /// <summary>PKCS#10 in base64.</summary>
    public static string SigningRequest(ECDsa key) =>
        Convert.ToBase64String(new X509Request("CN=anything", key, HashAlgorithmName.SHA256).CreateSigningRequest());

    public async Task<(int Code, JsonNode Body)> AskAsync(string method, string path, string body = "")
    {
        await Client.PublishAsync(Request(method, path, body), CancellationToken.None);
        using var limit = new CancellationTokenSource(Limit);
        var answer = await _received.Reader.ReadAsync(limit.Token);
        return (int.Parse(answer.FindUserProperty("status")!), JsonNode.Parse(answer.Payload.Span)!);
    }

    public async Task<EnrollmentToken> CreateTokenAsync(string body = "{}")
    {
        var (code, answer) = await AskAsync("POST", TrustPaths.Tokens, body);
        Assert.True(code == 201, answer.ToJsonString());
        return EnrollmentToken.Find((string)answer["token"]!)!;
    }

    /// <summary>Asks for a certificate: of the kind and name by token, or the own one again.</summary>
    public async Task<(int Code, JsonNode Body)> AskCertificateAsync(ECDsa key, string? kind = null, string? name = null)
    {
        var request = new EdgeKube.Link.Trust.CertificateRequest { Request = SigningRequest(key), Kind = kind, Name = name };
        return await AskAsync("POST", TrustPaths.Certificates, JsonSerializer.Serialize(request, TrustJsonContext.Default.CertificateRequest));
    }

    public MqttMessage Request(string method, string path, string body) => new(Topics.Request(Identity), Encoding.UTF8.GetBytes(body))
    {
        Qos = MqttQos.AtLeastOnce,
        ResponseTopic = Topics.Answers(Identity),
        UserProperties = [new MqttUserProperty("method", method), new MqttUserProperty("path", path)],
    };

    public async ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        await _received.Writer.WriteAsync(message, cancellationToken);
        return MqttReasonCode.Success;
    }

    public ValueTask OnDisconnectedAsync(MqttClient client, MqttDisconnection disconnection, CancellationToken cancellationToken)
    {
        HasBeenDisconnected = true;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
