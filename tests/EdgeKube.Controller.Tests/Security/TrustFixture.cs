using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Hosting;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;
using EdgeKube.Testing.Processes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Controller.Tests.Security;

/// <summary>The whole controller in this process with a TLS door on a free port of loopback.</summary>
public class TrustFixture : IAsyncLifetime
{
    private static readonly TimeSpan ProcessLimit = TimeSpan.FromSeconds(30);
    private static readonly byte[] Connect = [0x10, 0x12, 0, 4, .. "MQTT"u8, 5, 2, 0, 60, 0, 0, 5, .. "probe"u8];
    private ControllerHost? _host;

    // As the program does.
    static TrustFixture() => TlsTuning.Begin();

    internal ControllerHost Host => _host!;

    internal SettableClock Clock { get; } = new();

    public string DataDir { get; } = Directory.CreateTempSubdirectory("ek-trust-").FullName;

    public int Port => Host.EndPoints[0].Port;

    public bool IsSynchronized { get; set; } = true;

    internal ControllerOptions Options { get; set; } = new() { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], InsecureListen = [new IPEndPoint(IPAddress.Loopback, 0)] };

    internal ILoggerFactory Logs { get; set; } = NullLoggerFactory.Instance;

    public string AuthorityFile => Path.Combine(DataDir, "pki", "ca.crt");

    public async Task InitializeAsync() => await StartAsync();

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(DataDir, recursive: true);
    }

    internal async Task StartAsync() => _host = await ControllerHost.StartAsync(
        Options with { DataDir = DataDir }, "0.0.0", Logs, Clock, CancellationToken.None, () => IsSynchronized);

    internal async Task StopAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.DisposeAsync();
        }
    }

    /// <summary>The administrator, as the controller has made it.</summary>
    internal Task<TrustClient> AdministratorAsync() => ConnectAsync(Credentials.OfAdministrator(Path.Combine(DataDir, "admin.yaml")));

    internal Task<TrustClient> ConnectAsync(Credentials credentials, string? clientId = null, MqttWill? will = null) =>
        TrustClient.ConnectAsync(Port, Host.Trust.Authority.Trusted, credentials, clientId, will: will);

    internal static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>What a token gives for a key and a name.</summary>
    internal async Task<(int Code, JsonNode Body)> EnrollAsync(EnrollmentToken token, ECDsa key, string kind, string name)
    {
        await using var device = await ConnectAsync(Credentials.Of(token));
        return await device.AskCertificateAsync(key, kind, name);
    }

    /// <summary>How somebody connects to the door.</summary>
    internal MqttClientOptions OptionsOf(Credentials credentials, string? clientId = null) => new()
    {
        Servers = [new MqttServerAddress("127.0.0.1", Port)],
        Tls = TrustClient.Tls(Host.Trust.Authority.Trusted, credentials.Certificate),
        ClientId = clientId ?? (credentials.Identity.Kind == IdentityKind.Enroll ? $"{credentials.Identity}/device" : credentials.Identity.ToString()),
        Username = credentials.Token is null ? null : credentials.Identity.ToString(),
        Password = credentials.Token?.Secret,
        SessionExpiry = TimeSpan.Zero,
    };

    /// <summary>A handshake and a CONNECT: whether the door got as far as to answer that.</summary>
    public async Task<bool> IsShakenAsync(X509Certificate2? certificate)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Port);
        await using var ssl = new SslStream(socket.GetStream());
        try
        {
            // In TLS 1.3 the client is done before the server has looked at its certificate.
            await ssl.AuthenticateAsClientAsync(TrustClient.Tls(Host.Trust.Authority.Trusted, certificate));
            await ssl.WriteAsync(Connect);
            var answer = new byte[1];
            return await ssl.ReadAsync(answer) == 1 && answer[0] == 0x20;
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            return false;
        }
    }

    public static async Task<(int Exit, string Output)> RunAsync(string program, params string[] arguments)
    {
        var (exit, output, errors) = await ProcessRun.RunAsync(new ProcessStartInfo(program, arguments), "", ProcessLimit);
        return (exit, output + errors);
    }
}
