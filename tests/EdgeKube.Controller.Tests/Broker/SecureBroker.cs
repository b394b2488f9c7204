using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Link;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Broker;

/// <summary>A real mosquitto that wants client certificates and keeps to what <c>edgectl broker acl</c> prints.</summary>
internal sealed class SecureBroker : IAsyncDisposable
{
    private const string Program = "/usr/sbin/mosquitto";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly string _directory = Directory.CreateTempSubdirectory("ek-broker-").FullName;
    private readonly TestAuthority _authority = new(TimeProvider.System.GetUtcNow().AddDays(-1));
    private Process? _process;

    private SecureBroker()
    {
        Port = FreePort();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var server = _authority.Issue("CN=broker", key, TestAuthority.ForServers, request =>
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
        });
        Write("ca.pem", _authority.Pem);
        Write("server.pem", server.ExportCertificatePem());
        Write("server.key", key.ExportPkcs8PrivateKeyPem());
        Write("acl", MosquittoAcl.Build(MosquittoAcl.Controller));
        Write(
            "m.conf",
            $"""
            listener {Port} 127.0.0.1
            user root
            cafile {PathOf("ca.pem")}
            certfile {PathOf("server.pem")}
            keyfile {PathOf("server.key")}
            require_certificate true
            use_identity_as_username true
            acl_file {PathOf("acl")}

            """);
    }

    public int Port { get; }

    public string AuthorityFile => PathOf("ca.pem");

    public static async Task<SecureBroker> StartAsync()
    {
        var broker = new SecureBroker();
        await broker.RunAsync();
        return broker;
    }

    /// <summary>A certificate with its key, as TLS takes it.</summary>
    public X509Certificate2 Issue(string commonName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = _authority.Issue($"CN={commonName}", key);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>The same in two files.</summary>
    public (string Certificate, string Key) IssueFiles(string commonName)
    {
        using var certificate = Issue(commonName);
        using var key = certificate.GetECDsaPrivateKey()!;
        Write($"{commonName}.pem", certificate.ExportCertificatePem());
        Write($"{commonName}.key", key.ExportPkcs8PrivateKeyPem());
        return (PathOf($"{commonName}.pem"), PathOf($"{commonName}.key"));
    }

    public async Task RunAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Program, ["-c", PathOf("m.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await Eventually.True(Listens, Limit);
    }

    /// <summary>SIGKILL: nothing of its state is kept.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process!.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        _authority.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private string PathOf(string name) => Path.Combine(_directory, name);

    private void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task<bool> Listens()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
