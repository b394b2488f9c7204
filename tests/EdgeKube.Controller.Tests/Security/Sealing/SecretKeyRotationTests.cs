using EdgeKube.Controller.Tests.Mqtt;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Tests.Security.Sealing;

/// <summary>The whole controller: a new key, and what may not go through every door.</summary>
public sealed class SecretKeyRotationTests : IAsyncLifetime
{
    private const string Secrets = "/api/v1/namespaces/default/secrets";
    private readonly TrustFixture _controller = new();

    private string KeyFile => Path.Combine(_controller.DataDir, "pki", "secrets.key");

    public Task InitializeAsync() => _controller.InitializeAsync();

    public Task DisposeAsync() => _controller.DisposeAsync();

    [Fact]
    public async Task Rotate_Secrets_AreReadWithTheNewKeyAloneAndTheOldOneIsGone()
    {
        var before = Keys();
        await using (var admin = await _controller.AdministratorAsync())
        {
            foreach (var i in Enumerable.Range(0, 70))
            {
                Assert.Equal(201, (await admin.AskAsync("POST", Secrets, $$$"""{"metadata":{"name":"s{{{i}}}"},"stringData":{"k":"v{{{i}}}"}}""")).Code);
            }

            // One that is gone, and one that was written twice: what is left of them in the history is sealed with the old key.
            await admin.AskAsync("DELETE", Secrets + "/s0", "");
            var (code, answer) = await admin.AskAsync("POST", TrustPaths.RotateSecrets, "{}");
            Assert.Equal(200, code);
            Assert.StartsWith("69 Secrets are sealed with a new key", (string)answer["message"]!, StringComparison.Ordinal);
        }

        var after = Keys();
        Assert.Single(after);
        Assert.NotEqual(before, after);
        await _controller.StopAsync();
        await _controller.StartAsync();
        await using var again = await _controller.AdministratorAsync();
        var list = (await again.AskAsync("GET", Secrets, "")).Body;
        Assert.Equal(69, list["items"]!.AsArray().Count);
        Assert.Contains(list["items"]!.AsArray(), item => (string?)item!["data"]!["k"] == Convert.ToBase64String("v69"u8));
    }

    [Fact]
    public async Task Backup_AtADoorWithoutTls_IsRefused()
    {
        await using var plain = await DoorClient.ConnectAsync(_controller.Host.InsecureEndPoints[0].Port, "admin");
        await plain.SendAsync("GET", TrustPaths.Backup, "b");
        var answer = await plain.ReceiveAsync();

        Assert.Equal("403", answer.FindUserProperty("status"));
        Assert.Contains("at the controller's own TLS door", DoorClient.Text(answer), StringComparison.Ordinal);
    }

    private string[] Keys() => [.. File.ReadAllLines(KeyFile).Where(line => !line.StartsWith('#'))];
}
