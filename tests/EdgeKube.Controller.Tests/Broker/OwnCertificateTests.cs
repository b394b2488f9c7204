using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Hosting;
using EdgeKube.Controller.Mqtt.Broker;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Controller.Tests.Security;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.Controller.Tests.Broker;

/// <summary>
/// A mosquitto that knows the controller's own authority, as the README sets it up: the controller is given nothing but its address, and issues
/// itself a certificate for it, which here lasts seconds.
/// </summary>
public sealed class OwnCertificateTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(6);
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-controller-").FullName;
    private readonly Mosquitto _broker = new();
    private readonly RecordedLogs _logs = new();
    private ControllerHost _host = null!;

    private Uri Address => new($"mqtts://127.0.0.1:{_broker.Port}");

    public async Task InitializeAsync()
    {
        var options = new ControllerOptions
        {
            DataDir = _directory,
            Listen = [new IPEndPoint(IPAddress.Loopback, 0)],
            CertificateTTL = Life,
            Broker = new BrokerOptions { Address = Address },
        };
        _host = await ControllerHost.StartAsync(options, "0.0.0", _logs, TimeProvider.System, CancellationToken.None, () => true);

        // The authority is there as soon as the controller has begun; the broker begins after it.
        using var server = LeafIssuer.IssueServer(Issuing, DoorNames.Observe([]), Reading(), TimeSpan.FromDays(1));
        using var key = server.GetECDsaPrivateKey()!;
        _broker.Write("server.pem", server.ExportCertificatePem());
        _broker.Write("server.key", key.ExportPkcs8PrivateKeyPem());
        _broker.Write("acl", MosquittoAcl.Build(MosquittoAcl.Controller));
        await _broker.StartAsync(
            $"""
            cafile {_directory}/pki/ca.crt
            certfile {_broker.PathOf("server.pem")}
            keyfile {_broker.PathOf("server.key")}
            require_certificate true
            use_identity_as_username true
            acl_file {_broker.PathOf("acl")}
            """);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _broker.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Controller_WithNothingButTheAddress_IsLetInAndAgainWhenItsFirstCertificateIsOver()
    {
        var began = TimeProvider.System.GetTimestamp();
        await AnswersAsync(connections: 1);

        // The broker looks at dates when somebody connects: one whose certificate is over is not let in.
        await Eventually.True(() => TimeProvider.System.GetElapsedTime(began) > Life, Limit);
        await _broker.KillAsync();
        await _broker.RunAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => BrokerUser.ConnectAsync(Options(Reading(-Life - Life), Life)));
        await AnswersAsync(connections: 2);
    }

    [Fact]
    public async Task Certificate_ForTheBroker_IsRenewedWithAConnectionWhenItIsDue()
    {
        var seen = new List<string>();
        var connector = new BrokerConnector(new BrokerOptions { Address = Address }, _host.Trust.Authority, _host.Trust.Clock);
        await Eventually.True(
            async () =>
            {
                await using var stream = (SslStream)await connector.OpenAsync(new MqttServerAddress("127.0.0.1", _broker.Port), CancellationToken.None);
                var serial = new X509Certificate2(stream.LocalCertificate!).SerialNumber;
                seen.Add(serial);
                return seen.Distinct().Count() == 2;
            },
            Limit);

        // Not with each connection.
        Assert.True(seen.Count > 2, string.Join(' ', seen));
    }

    [Fact]
    public async Task Broker_WithACertificateOfSomebodyElse_IsNotSpokenTo()
    {
        await using var other = await SecureBroker.StartAsync();
        var connector = new BrokerConnector(new BrokerOptions { Address = Address }, _host.Trust.Authority, _host.Trust.Clock);

        await Assert.ThrowsAnyAsync<AuthenticationException>(
            async () => await connector.OpenAsync(new MqttServerAddress("127.0.0.1", other.Port), CancellationToken.None));
    }

    private Authority Issuing => _host.Trust.Authority.Set.Issuing;

    private static TimeReading Reading(TimeSpan off = default) => new(TimeProvider.System.GetUtcNow() + off, true);

    private async Task AnswersAsync(int connections)
    {
        // What is asked before the controller listens, nobody hears.
        await Eventually.True(() => _logs.Lines.Count(line => line.StartsWith("Connected to broker", StringComparison.Ordinal)) == connections, Limit);
        await using var admin = await BrokerUser.ConnectAsync(Options(Reading(), TimeSpan.FromDays(1)));
        Assert.Equal(200, (await admin.AskAsync("GET", "/api/v1/nodes")).Code);
    }

    private MqttClientOptions Options(TimeReading reading, TimeSpan life)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = LeafIssuer.IssueClient(Issuing, "user:admin", [Caller.Masters], P256Key.Of(key), reading, life);
        return new MqttClientOptions
        {
            Servers = [new MqttServerAddress("127.0.0.1", _broker.Port)],
            Tls = TrustClient.Tls(_host.Trust.Authority.Trusted, certificate.CopyWithPrivateKey(key)),
            ClientId = "user:admin",
            SessionExpiry = TimeSpan.Zero,
        };
    }
}
