using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Mqtt;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Security;

public sealed class TlsDoorTests(TrustFixture door) : IClassFixture<TrustFixture>
{
    [Fact]
    public async Task Handshake_AdministratorsCertificate_IsWelcome()
    {
        await using var admin = await door.AdministratorAsync();
        var (code, body) = await admin.AskAsync("GET", "/api/v1/nodes");

        Assert.Equal((200, "NodeList"), (code, (string)body["kind"]!));
    }

    [Fact]
    public async Task Handshake_GoodCertificateOrNone_GetsAsFarAsConnect()
    {
        Assert.True(await door.IsShakenAsync(Credentials.OfAdministrator(Path.Combine(door.DataDir, "admin.yaml")).Certificate));
        Assert.True(await door.IsShakenAsync(null));
    }

    [Theory]
    [InlineData("CN=user:admin, O=system:masters", true, TestAuthority.ForClients)]
    [InlineData("CN=node:n1", true, TestAuthority.ForClients)]
    [InlineData("CN=node:n1", false, TestAuthority.ForClients)]
    public async Task Handshake_CertificateOfAnotherAuthority_IsRefused(string subject, bool isSigned, string usage)
    {
        using var other = new TestAuthority(TimeProvider.System.GetUtcNow().AddDays(-1));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = isSigned ? other.Issue(subject, key, usage) : SelfSigned(subject, key);
        using var client = isSigned ? certificate.CopyWithPrivateKey(key) : new X509Certificate2(certificate);
        var before = door.Host.Trust.Refusals.CountOf("certificate");

        Assert.False(await door.IsShakenAsync(client));
        await Eventually.True(() => door.Host.Trust.Refusals.CountOf("certificate") > before, TimeSpan.FromSeconds(10));
    }

    // A session that went on would not be looked at again: a revoked node's, say.
    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task Handshake_ClientThatWouldResume_BeginsAnewEachTime(string version)
    {
        var session = Path.Combine(door.DataDir, $"session{version}.pem");
        string[] connect = ["s_client", "-connect", $"127.0.0.1:{door.Port}", version, "-CAfile", door.AuthorityFile];
        var (_, first) = await TrustFixture.RunAsync("openssl", [.. connect, "-reconnect", "-sess_out", session]);
        Assert.Contains("Cipher is", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Reused", first, StringComparison.Ordinal);
        if (File.Exists(session))
        {
            var (_, second) = await TrustFixture.RunAsync("openssl", [.. connect, "-sess_in", session]);
            Assert.DoesNotContain("Reused", second, StringComparison.Ordinal);
        }

        Assert.True(TlsTuning.EndsResumption);
    }

    [Fact]
    public async Task Connect_WithoutCertificateAndToken_IsRefused()
    {
        var (exit, output) = await TrustFixture.RunAsync(
            "mosquitto_pub", "-h", "localhost", "-p", $"{door.Port}", "--cafile", door.AuthorityFile, "-V", "mqttv5",
            "-u", "user:admin", "-i", "user:admin", "-t", "edgekube/v1/user:admin/request", "-m", "x", "-q", "1");

        Assert.NotEqual(0, exit);
        Assert.Contains("Bad user name or password", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Mosquitto_WithTheAdministratorsCertificate_AppliesAManifest()
    {
        var directory = Directory.CreateTempSubdirectory("ek-mosquitto-").FullName;
        try
        {
            var admin = Credentials.OfAdministrator(Path.Combine(door.DataDir, "admin.yaml")).Certificate!;
            await File.WriteAllTextAsync($"{directory}/admin.crt", admin.ExportCertificatePem());
            await File.WriteAllTextAsync($"{directory}/admin.key", admin.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
            var (exit, output) = await TrustFixture.RunAsync(
                "mosquitto_rr", "-h", "localhost", "-p", $"{door.Port}", "--cafile", door.AuthorityFile,
                "--cert", $"{directory}/admin.crt", "--key", $"{directory}/admin.key", "-V", "mqttv5", "-q", "1", "-W", "20",
                "-t", "edgekube/v1/user:admin/apply", "-e", "edgekube/v1/user:admin/rr", "-m", "{apiVersion: v1, kind: ConfigMap, metadata: {name: tls}}");

            Assert.True(exit == 0, output);
            Assert.Contains("\"created\"", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task OpenSsl_Client_FindsTheRightNamesAndAGoodChain()
    {
        var (exit, output) = await TrustFixture.RunAsync(
            "openssl", "s_client", "-connect", $"127.0.0.1:{door.Port}", "-CAfile", door.AuthorityFile, "-verify_return_error", "-verify_hostname", "localhost");

        Assert.True(exit == 0, output);
        Assert.Contains("Verify return code: 0 (ok)", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node:n1")]
    [InlineData("user:other")]
    [InlineData("user:admin2")]
    [InlineData("enroll:0123456789abcdef/x")]
    public async Task Connect_ClientIdOfSomebodyElse_IsRefused(string clientId)
    {
        var admin = Credentials.OfAdministrator(Path.Combine(door.DataDir, "admin.yaml"));
        var refused = await Assert.ThrowsAsync<MqttReasonException>(() => door.ConnectAsync(admin, clientId));

        Assert.Equal(MqttReasonCode.ClientIdentifierNotValid, refused.Reason);
    }

    [Theory]
    [InlineData("user:admin")]
    [InlineData("user:admin/laptop")]
    [InlineData("anything")]
    public async Task Connect_ClientIdOfItsOwn_IsTaken(string clientId)
    {
        var admin = Credentials.OfAdministrator(Path.Combine(door.DataDir, "admin.yaml"));
        await using var client = await door.ConnectAsync(admin, clientId);

        Assert.True(client.Client.IsConnected);
    }

    [Fact]
    public void Files_OfTheAuthority_AreTheOwnersAlone()
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(door.DataDir, "pki")));
        Assert.All(
            Directory.GetFiles(Path.Combine(door.DataDir, "pki")).Append(Path.Combine(door.DataDir, "admin.yaml")),
            path => Assert.Equal(Owner, File.GetUnixFileMode(path)));
    }

    private static X509Certificate2 SelfSigned(string subject, ECDsa key)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(TestAuthority.ForClients)], false));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }
}
