using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Hosting;
using EdgeKube.Controller.Http;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Controller.Tests.Http;

/// <summary>The HTTPS door with the controller's own certificates, and the real kubectl with the administrator's.</summary>
public sealed class HttpsTests : IAsyncLifetime
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-https-").FullName;
    private ControllerHost? _host;

    private string Administrator => File.ReadAllText(Path.Combine(_directory, "admin.yaml"));

    private int Port => _host!.HttpsEndPoints[0].Port;

    public async Task InitializeAsync()
    {
        var any = new IPEndPoint(IPAddress.Loopback, 0);
        _host = await ControllerHost.StartAsync(
            new ControllerOptions { DataDir = _directory, Listen = [any], HttpsListen = [any] }, "0.0.0", NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None, () => true);
    }

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Get_WithTheAdministratorsCertificate_IsAnswered(string version)
    {
        using var client = Client(withCertificate: true);
        client.DefaultRequestVersion = Version.Parse(version);
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var answer = await client.GetAsync(Pods);

        Assert.Equal((HttpStatusCode.OK, Version.Parse(version)), (answer.StatusCode, answer.Version));
    }

    [Fact]
    public async Task Get_WithAToken_CountsForItsAccountUntilItIsGone()
    {
        using var administrator = Client(withCertificate: true);
        using var robot = Client(withCertificate: false);
        const string Accounts = "/api/v1/namespaces/default/serviceaccounts";
        await administrator.PostAsync(Accounts, Json("""{"metadata":{"name":"robot"}}"""));
        await administrator.PostAsync(
            "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings",
            Json("""{"metadata":{"name":"robot"},"roleRef":{"kind":"ClusterRole","name":"view"},"subjects":[{"kind":"ServiceAccount","name":"robot"}]}"""));
        var answer = await (await administrator.PostAsync(Accounts + "/robot/token", Json("{}"))).Content.ReadAsStringAsync();
        robot.DefaultRequestHeaders.Add("Authorization", "Bearer " + (string)JsonNode.Parse(answer)!["status"]!["token"]!);

        await Eventually.True(async () => (await robot.GetAsync(Pods)).StatusCode == HttpStatusCode.OK, TimeSpan.FromSeconds(20));
        Assert.Equal(HttpStatusCode.Forbidden, (await robot.GetAsync("/api/v1/namespaces/default/secrets")).StatusCode);
        await administrator.DeleteAsync(Accounts + "/robot");
        Assert.Equal(HttpStatusCode.Unauthorized, (await robot.GetAsync(Pods)).StatusCode);
    }

    [Theory]
    [InlineData("/version", 200)]
    [InlineData("/readyz", 200)]
    [InlineData("/apis", 200)]
    [InlineData(Pods, 403)]
    [InlineData("/metrics", 403)]
    public async Task Get_WithoutCertificate_OnlyWhatIsOpen(string path, int code)
    {
        using var client = Client(withCertificate: false);

        Assert.Equal(code, (int)(await client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Get_WithAStrangersCertificate_IsNotLetIn()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=user:admin,O=system:masters", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var stranger = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var handler = Handler();
        handler.SslOptions.ClientCertificates = [X509CertificateLoader.LoadPkcs12(stranger.Export(X509ContentType.Pkcs12), null)];
        using var client = new HttpClient(handler);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync($"https://127.0.0.1:{Port}{Pods}"));
    }

    [Fact]
    public async Task Get_AfterRevocation_IsRefusedOnTheSameConnection()
    {
        using var client = Client(withCertificate: true);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Pods)).StatusCode);
        var revoked = await client.PostAsync("/edgekube/v1/users/admin/revoke", new StringContent("{}", Encoding.UTF8, "application/json"));

        Assert.True(revoked.IsSuccessStatusCode, $"{await revoked.Content.ReadAsStringAsync()}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(Pods)).StatusCode);
    }

    [Fact]
    public async Task Send_NoTls_EndsTheConnection()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());

        Assert.True(await ReadToEndAsync(client.GetStream()) < 64);
    }

    [Fact]
    public async Task Kubectl_WithTheAdministratorsCertificate_Works()
    {
        var kubeconfig = Path.Combine(_directory, "kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, KubeconfigText.Format(Administrator, Port)!.Replace("//localhost:", "//127.0.0.1:", StringComparison.Ordinal));
        var listed = await Kubectl.RunAsync(_directory, ["--kubeconfig", kubeconfig, "get", "ns", "-o", "name"], null);

        Assert.Equal("namespace/default\nnamespace/kube-node-lease\nnamespace/kube-public\nnamespace/kube-system\n", listed.Output);
    }

    private HttpClient Client(bool withCertificate)
    {
        var handler = Handler();
        if (withCertificate)
        {
            using var pem = X509Certificate2.CreateFromPem(AdministratorText.Blocks(Administrator, "CERTIFICATE")[1], AdministratorText.Blocks(Administrator, "PRIVATE KEY")[0]);
            handler.SslOptions.ClientCertificates = [X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null)];
        }

        return new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{Port}"), Timeout = TimeSpan.FromSeconds(20) };
    }

    // That the server's chain is right is kubectl's test.
    private static SocketsHttpHandler Handler()
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return handler;
    }

    private static async Task<int> ReadToEndAsync(NetworkStream stream)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var (total, buffer) = (0, new byte[256]);
        while (await stream.ReadAsync(buffer, limit.Token) is > 0 and var read)
        {
            total += read;
        }

        return total;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
