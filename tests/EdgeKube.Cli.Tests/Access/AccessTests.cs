using System.Security.Cryptography;
using System.Text.Json;
using EdgeKube.Cli.Configuration;
using EdgeKube.Cli.Tests.Transport;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Testing;
using Pkcs10 = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace EdgeKube.Cli.Tests.Access;

public sealed class AccessTests : IDisposable
{
    private readonly TestAuthority _authority = new(TimeProvider.System.GetUtcNow().AddDays(-100));
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-access-").FullName;

    private string ConfigPath => Path.Combine(_directory, "config", "c.yaml");

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData("token create --ttl 30m --node n1", """{"ttl":"1800s","node":"n1"}""", "edgekube-agent join mqtts://c:8883 --token T --node-name n1\n")]
    [InlineData("token create --uses 5", """{"uses":5}""", "edgekube-agent join mqtts://c:8883 --token T\n")]
    [InlineData("token create --user o'neil --group dev --group ops", """{"user":"o'neil","groups":["dev","ops"]}""", "edgekube-agent join mqtts://c:8883 --token T --name 'o'\\''neil'\n")]
    public async Task TokenCreate_Options_AreAskedForAndOneLineIsPrinted(string line, string expected, string printed)
    {
        var body = "";
        await using var door = new ScriptedDoor(asked =>
        {
            body = System.Text.Encoding.UTF8.GetString(asked.Message.Payload.Span).Replace("\\u0027", "'", StringComparison.Ordinal);
            return asked.AnswerAsync("""{"id":"0123456789abcdef","token":"T","command":"edgekube-agent join mqtts://c:8883 --token T"}""", 201);
        });

        Assert.Equal((0, printed, ""), await Edgectl.RunAsync(door.Url, line));
        Assert.Equal("POST /edgekube/v1/tokens", door.Requests.Single());
        Assert.Equal(expected, body);
    }

    [Fact]
    public async Task TokenList_Tokens_AreATable()
    {
        await using var door = new ScriptedDoor(asked => asked.AnswerAsync(
            """{"items":[{"id":"0123456789abcdef","node":"n1","usesLeft":1},{"id":"1123456789abcdef","user":"ann","groups":["dev"],"usesLeft":2}]}"""));

        var (exit, output, _) = await Edgectl.RunAsync(door.Url, "token list");

        Assert.Equal(0, exit);
        Assert.Equal(
            """
            ID                 FOR        GROUPS   USES LEFT   EXPIRES IN
            0123456789abcdef   node n1    <none>   1           not before the controller knows the time
            1123456789abcdef   user ann   dev      2           not before the controller knows the time

            """,
            output);
    }

    [Theory]
    [InlineData("token delete 0123456789abcdef", "DELETE /edgekube/v1/tokens/0123456789abcdef", "token \"0123456789abcdef\" deleted\n")]
    [InlineData("node revoke n1", "POST /edgekube/v1/nodes/n1/revoke", "node \"n1\" revoked: its session is ended, and it is let in no more\n")]
    [InlineData("node replace n1", "POST /edgekube/v1/nodes/n1/replace", "node \"n1\" may be taken over: the next device that joins under this name gets it\n")]
    [InlineData("node resolve n1", "POST /edgekube/v1/nodes/n1/resolve", "node \"n1\" is told to take this controller's view: what it ran and this controller does not know ends there\n")]
    [InlineData("user revoke ann", "POST /edgekube/v1/users/ann/revoke", "user \"ann\" revoked: its sessions are ended, and it is let in no more\n")]
    public async Task Change_Names_AreTheRequest(string line, string request, string printed)
    {
        await using var door = new ScriptedDoor(asked => asked.AnswerAsync("""{"kind":"Status","status":"Success","code":200}"""));

        Assert.Equal((0, printed, ""), await Edgectl.RunAsync(door.Url, line));
        Assert.Equal(request, door.Requests.Single());
    }

    [Fact]
    public async Task CaRotate_Overlap_IsAskedForAndTheAuthoritiesAreShown()
    {
        await using var door = new ScriptedDoor(asked => asked.AnswerAsync(
            $$"""{"items":[{"certificate":"PEM","keyHash":"{{new string('a', 64)}}","notBefore":"2026-01-01T00:00:00Z","notAfter":"2126-01-01T00:00:00Z","issues":true,"serves":false}]}"""));

        var (exit, output, _) = await Edgectl.RunAsync(door.Url, "ca rotate --overlap 30d");

        Assert.Equal((0, "POST /edgekube/v1/ca/rotate"), (exit, door.Requests.Single()));
        Assert.Matches(@"^KEY +ROLE +VALID FOR +TRUSTED FOR\naaaaaaaaaaaaaaaa   issues   \d+y +<none>\n$", output);
    }

    [Fact]
    public async Task Login_GoodToken_WritesAFileThatOpensTheDoor()
    {
        await using var door = new ScriptedDoor(GiveAsync, _authority);
        var token = EnrollmentToken.New(P256Key.Of(_authority.Key));

        Assert.Equal(
            (0, $"User \"ann\" has access to {door.Url}; the configuration is {ConfigPath}\n", ""),
            await Edgectl.RunAsync("", $"login {door.Url} --token {token.Format()} --name ann --config {ConfigPath}"));
        Assert.Equal((0, "", "No tokens found\n"), await Edgectl.RunAsync("", $"token list --config {ConfigPath}"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(ConfigPath));
        Assert.Equal($"{token.Identity} {Convert.ToHexStringLower(token.Secret.Span)}", door.Clients.First());
        Assert.StartsWith("user:ann ", door.Clients.Last(), StringComparison.Ordinal);
        Assert.Equal(
            (1, "", $"error: {ConfigPath}: exists already; name another file with --config, or replace it with --overwrite\n"),
            await Edgectl.RunAsync("", $"login {door.Url} --token {token.Format()} --name ann --config {ConfigPath}"));
    }

    [Fact]
    public async Task Login_OtherController_IsToldNoSecret()
    {
        using var other = new TestAuthority(_authority.Start);
        await using var door = new ScriptedDoor(GiveAsync, other);

        var (exit, _, error) = await Edgectl.RunAsync("", $"login {door.Url} --token {EnrollmentToken.New(P256Key.Of(_authority.Key)).Format()} --name ann --config {ConfigPath}");

        Assert.Equal(1, exit);
        Assert.Contains("is not the controller that this configuration trusts (no trusted authority has signed it)", error, StringComparison.Ordinal);
        Assert.Empty(door.Clients);
        Assert.False(File.Exists(ConfigPath));
    }

    [Theory]
    [InlineData(120, 1)]
    [InlineData(50, 2)]
    [InlineData(1000, 1)]
    public async Task Command_CertificateGrowsOld_IsRenewedWhenDueAndFirstWhenExpired(int lifeDays, int connections)
    {
        await using var door = new ScriptedDoor(GiveAsync, _authority);
        Directory.CreateDirectory(Path.GetDirectoryName(ConfigPath)!);
        await File.WriteAllTextAsync(ConfigPath, UserConfiguration.Text(_authority, door.Url, "ann", encoded: true, TimeSpan.FromDays(lifeDays)) + "namespace: edge\n");
        var before = ConfigurationFile.Parse(ConfigPath, await File.ReadAllTextAsync(ConfigPath));

        Assert.Equal((0, "", "No tokens found\n"), await Edgectl.RunAsync("", $"token list --config {ConfigPath}"));

        var after = ConfigurationFile.Parse(ConfigPath, await File.ReadAllTextAsync(ConfigPath));
        Assert.Equal(lifeDays < 150, before.Certificate != after.Certificate);
        Assert.Equal((before.Key!.Trim(), before.Server, "edge"), (after.Key!.Trim(), after.Server, after.Namespace));
        Assert.Equal(connections, door.Clients.Count);
        Assert.All(door.Clients, client => Assert.StartsWith("user:ann ", client, StringComparison.Ordinal));
    }

    private Task GiveAsync(ScriptedDoor.Asked asked)
    {
        if (asked.Path != TrustPaths.Certificates)
        {
            return asked.AnswerAsync("""{"items":[]}""");
        }

        var body = JsonSerializer.Deserialize(asked.Message.Payload.Span, TrustJsonContext.Default.CertificateRequest)!;
        using var key = Pkcs10.LoadSigningRequest(Convert.FromBase64String(body.Request!), HashAlgorithmName.SHA256).PublicKey.GetECDsaPublicKey()!;
        var given = new CertificateResponse
        {
            Certificate = _authority.Issue($"CN=user:{body.Name ?? Topics.Find(asked.Message.Topic)!.Value.Identity.Name}", key).ExportCertificatePem(),
            Identity = "user:ann",
            CaBundle = [_authority.Pem],
            Controllers = [],
        };
        return asked.AnswerAsync(JsonSerializer.SerializeToUtf8Bytes(given, TrustJsonContext.Default.CertificateResponse), 201, more: false);
    }
}
