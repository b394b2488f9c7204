using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Link;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.Controller.Tests.Broker;

/// <summary>A real mosquitto that wants client certificates and keeps to what <c>edgectl broker acl</c> prints.</summary>
internal sealed class SecureBroker : IAsyncDisposable
{
    private readonly Mosquitto _broker = new();
    private readonly TestAuthority _authority = new(TimeProvider.System.GetUtcNow().AddDays(-1));

    public int Port => _broker.Port;

    public string AuthorityFile => _broker.PathOf("ca.pem");

    public static async Task<SecureBroker> StartAsync()
    {
        var broker = new SecureBroker();
        broker.WriteFiles();
        await broker._broker.StartAsync(
            $"""
            cafile {broker.AuthorityFile}
            certfile {broker._broker.PathOf("server.pem")}
            keyfile {broker._broker.PathOf("server.key")}
            require_certificate true
            use_identity_as_username true
            acl_file {broker._broker.PathOf("acl")}
            """);
        return broker;
    }

    public Task RunAsync() => _broker.RunAsync();

    /// <summary>SIGKILL: nothing of its state is kept.</summary>
    public Task KillAsync() => _broker.KillAsync();

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
        _broker.Write($"{commonName}.pem", certificate.ExportCertificatePem());
        _broker.Write($"{commonName}.key", key.ExportPkcs8PrivateKeyPem());
        return (_broker.PathOf($"{commonName}.pem"), _broker.PathOf($"{commonName}.key"));
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        _authority.Dispose();
    }

    private void WriteFiles()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var server = _authority.Issue("CN=broker", key, TestAuthority.ForServers, request =>
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
        });
        _broker.Write("ca.pem", _authority.Pem);
        _broker.Write("server.pem", server.ExportCertificatePem());
        _broker.Write("server.key", key.ExportPkcs8PrivateKeyPem());
        _broker.Write("acl", MosquittoAcl.Build(MosquittoAcl.Controller));
    }
}
