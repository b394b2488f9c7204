using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeKube.Mqtt.Tests.Peers;
using EdgeKube.Testing;

namespace EdgeKube.Mqtt.Tests.Server;

/// <summary>The endpoint with mosquitto's own clients, in both protocol versions.</summary>
public sealed class MqttServerMosquittoTests
{
    [Theory]
    [InlineData("mqttv311", "0")]
    [InlineData("mqttv311", "1")]
    [InlineData("mqttv5", "0")]
    [InlineData("mqttv5", "1")]
    public async Task MosquittoPub_Message_ReachesTheHandler(string version, string qos)
    {
        await using var server = new TestServer();
        var (code, _, error) = await Command.RunAsync("mosquitto_pub", "-p", $"{server.Port}", "-V", version, "-q", qos, "-t", "a/b", "-m", "hello", "-i", "pub");
        Assert.True(code == 0, error);
        await Eventually.True(() => server.Handler.Events.Contains("disconnected pub Success"), Clients.Limit);
        Assert.Equal("a/b=hello", Assert.Single(server.Handler.Messages.Select(m => $"{m.Topic}={Encoding.UTF8.GetString(m.Payload.Span)}")));
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task MosquittoSub_Session_ReceivesInOrder(string version)
    {
        await using var server = new TestServer();
        using var sub = new Command("mosquitto_sub", "-p", $"{server.Port}", "-V", version, "-q", "1", "-t", "a/#", "-i", "sub", "-C", "50", "-F", "%t %p");
        await Eventually.True(() => server.Handler.Events.Contains("subscribed sub a/#"), Clients.Limit);
        var session = server.Server.FindSession("sub")!;
        Assert.True(session.Matches("a/x"));
        Assert.False(session.Matches("b"));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => session.PublishAsync(Clients.Message($"a/{i % 3}", $"{i}"), Clients.Token())));
        var (code, output, error) = await sub.WaitAsync();
        Assert.True(code == 0, error);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"a/{i % 3} {i}"), output.Trim().Split('\n'));
    }

    [Fact]
    public async Task MosquittoRr_Request_IsAnswered()
    {
        await using var server = new TestServer();
        var (code, output, error) = await Command.RunAsync(
            "mosquitto_rr", "-p", $"{server.Port}", "-V", "mqttv5", "-q", "1", "-t", "request", "-e", "response", "-m", "ping", "-D", "publish", "user-property", "method", "GET", "-W", "5");
        Assert.True(code == 0, error);
        Assert.Equal("ping", output.Trim());
        Assert.Equal("GET", server.Handler.Messages.Single().FindUserProperty("method"));
    }

    [Theory]
    [InlineData("mqttv311", "-r")]
    [InlineData("mqttv5", "-q", "2")]
    public async Task MosquittoPub_RetainOrQosTwo_IsNotAccepted(string version, params string[] flags)
    {
        await using var server = new TestServer();
        var (code, _, error) = await Command.RunAsync("mosquitto_pub", ["-p", $"{server.Port}", "-V", version, "-q", "1", "-t", "t", "-m", "x", .. flags]);
        Assert.True(code != 0 || error.Length > 0);
        Assert.Empty(server.Handler.Messages);
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task MosquittoPub_Refused_SaysNotAuthorized(string version)
    {
        await using var server = new TestServer();
        server.Handler.Authenticate = _ => MqttAuthentication.Refuse(MqttReasonCode.NotAuthorized);
        var (code, _, error) = await Command.RunAsync("mosquitto_pub", "-p", $"{server.Port}", "-V", version, "-t", "t", "-m", "x");
        Assert.NotEqual(0, code);
        Assert.Contains("not authori", error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task MosquittoSub_PersistentSession311_ReceivesWhatCameMeanwhile()
    {
        await using var server = new TestServer();
        string[] arguments = ["-p", $"{server.Port}", "-V", "mqttv311", "-c", "-q", "1", "-t", "t", "-i", "sub", "-W", "5"];
        var (_, _, error) = await Command.RunAsync("mosquitto_sub", [.. arguments, "-E"]);
        Assert.Equal("", error);
        await Eventually.True(() => server.Server.FindSession("sub") is { IsConnected: false }, Clients.Limit);
        var publish = server.Server.FindSession("sub")!.PublishAsync(Clients.Message("t", "meanwhile"), Clients.Token());
        var (_, output, _) = await Command.RunAsync("mosquitto_sub", [.. arguments, "-C", "1"]);
        Assert.Equal("meanwhile", output.Trim());
        await publish;
    }

    [Fact]
    public async Task MosquittoPub_TlsClientCertificate_ReachesTheAuthentication()
    {
        using var certificates = new TestCertificates();
        var tls = new SslServerAuthenticationOptions
        {
            ServerCertificate = certificates.Server,
            ClientCertificateRequired = true,
            CertificateChainPolicy = certificates.Policy(),
        };
        await using var server = new TestServer(o => o with { Tls = tls });
        server.Handler.Authenticate = r => MqttAuthentication.Accept(r.ClientCertificate!.Subject);
        using var key = certificates.Client.GetECDsaPrivateKey()!;
        File.WriteAllText($"{certificates.Directory}/client.pem", certificates.Client.ExportCertificatePem());
        File.WriteAllText($"{certificates.Directory}/client.key", key.ExportPkcs8PrivateKeyPem());
        var (code, _, error) = await Command.RunAsync(
            "mosquitto_pub", "-h", "127.0.0.1", "-p", $"{server.Port}", "-V", "mqttv5", "-q", "1", "-t", "t", "-m", "x", "-i", "tls",
            "--cafile", $"{certificates.Directory}/ca.pem", "--cert", $"{certificates.Directory}/client.pem", "--key", $"{certificates.Directory}/client.key");
        Assert.True(code == 0, error);
        Assert.Single(server.Handler.Messages);

        // Without a certificate there is no CONNECT.
        (code, _, _) = await Command.RunAsync("mosquitto_pub", "-h", "127.0.0.1", "-p", $"{server.Port}", "-t", "t", "-m", "x", "--cafile", $"{certificates.Directory}/ca.pem");
        Assert.NotEqual(0, code);
    }
}
