using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeKube.Api;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Security;

public sealed class EnrollmentTests(TrustFixture door) : IClassFixture<TrustFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Join_WithAToken_GivesACertificateThatWorks()
    {
        await using var admin = await door.AdministratorAsync();
        var (code, answer) = await admin.AskAsync("POST", TrustPaths.Tokens, """{"ttl":"10m","node":"join-1"}""");
        var token = EnrollmentToken.Find((string)answer["token"]!)!;
        Assert.Equal(201, code);
        Assert.Equal($"edgekube-agent join mqtts://127.0.0.1:{door.Port} --token {token.Format()}", (string)answer["command"]!);
        Assert.Equal(door.Host.Trust.Authority.Set.Issuing.PublicKey, token.Authority);

        using var key = TrustFixture.NewKey();
        var (issued, body) = await door.EnrollAsync(token, key, "node", "join-1");
        Assert.True(issued == 201, body.ToJsonString());
        Assert.Equal("node:join-1", (string)body["identity"]!);
        Assert.Equal($"mqtts://127.0.0.1:{door.Port}", (string)body["controllers"]![0]!);
        Assert.Single(body["caBundle"]!.AsArray());
        Assert.NotNull(body["time"]);

        await using var node = await door.ConnectAsync(Credentials.Of(Identity.Node("join-1"), (string)body["certificate"]!, key));
        Assert.True(node.Client.IsConnected);
    }

    [Fact]
    public async Task Join_Certificate_HoldsOnlyTheKeyAndWhatTheControllerSays()
    {
        await using var admin = await door.AdministratorAsync();
        using var key = TrustFixture.NewKey();
        var (_, body) = await door.EnrollAsync(await admin.CreateTokenAsync("""{"user":"eve","groups":["ops","dev"]}"""), key, "user", "eve");
        var credentials = Credentials.Of(Identity.User("eve"), (string)body["certificate"]!, key);
        var content = CertificateVerifier.Verify(
            credentials.Certificate!.RawData, door.Host.Trust.Authority.Trusted, CertificatePurpose.Client, TimeProvider.System.GetUtcNow()).Certificate!;

        Assert.Equal(("user:eve", P256Key.Of(key)), (content.CommonName, content.PublicKey));
        Assert.Equal(["dev", "ops"], content.Groups.Order(StringComparer.Ordinal));
        Assert.Equal(365, (content.NotAfter - content.NotBefore).TotalDays, 0.01);

        // And no more: not an administrator.
        await using var eve = await door.ConnectAsync(credentials);
        Assert.Equal(403, (await eve.AskAsync("GET", "/api/v1/nodes")).Code);
        Assert.Equal(403, (await eve.AskAsync("POST", TrustPaths.Tokens, "{}")).Code);
        Assert.Equal(403, (await eve.AskAsync("GET", TrustPaths.Authorities)).Code);
    }

    [Fact]
    public async Task Token_OfOneUse_IsGoodForOneDevice_AndForItsRetry()
    {
        await using var admin = await door.AdministratorAsync();
        var token = await admin.CreateTokenAsync();
        using var key = TrustFixture.NewKey();
        using var second = TrustFixture.NewKey();

        Assert.Equal(201, (await door.EnrollAsync(token, key, "node", "once-1")).Code);
        Assert.Equal(201, (await door.EnrollAsync(token, key, "node", "once-1")).Code);
        Assert.Equal(403, (await door.EnrollAsync(token, key, "node", "once-2")).Code);
        Assert.Equal(403, (await door.EnrollAsync(token, second, "node", "once-2")).Code);
        Assert.Equal(403, (await door.EnrollAsync(token, second, "node", "once-1")).Code);
    }

    [Fact]
    public async Task Token_WithFewerGroupsForTheSameKey_TakesThemFromTheOldCertificateToo()
    {
        await using var admin = await door.AdministratorAsync();
        using var key = TrustFixture.NewKey();
        var (_, issued) = await door.EnrollAsync(await admin.CreateTokenAsync("""{"user":"demoted","groups":["system:masters"]}"""), key, "user", "demoted");
        var old = Credentials.Of(Identity.User("demoted"), (string)issued["certificate"]!, key);
        await using (var live = await door.ConnectAsync(old))
        {
            Assert.Equal(200, (await live.AskAsync("GET", "/api/v1/nodes")).Code);
            Assert.Equal(200, (await admin.AskAsync("POST", $"{TrustPaths.Users}/demoted/replace")).Code);
            Assert.Equal(201, (await door.EnrollAsync(await admin.CreateTokenAsync("""{"user":"demoted"}"""), key, "user", "demoted")).Code);
            await Eventually.True(() => live.HasBeenDisconnected, Limit);
        }

        await using var again = await door.ConnectAsync(old);
        Assert.Equal(403, (await again.AskAsync("GET", "/api/v1/nodes")).Code);

        // Nor do they come back by a renewal.
        var (code, renewed) = await again.AskCertificateAsync(key);
        Assert.Equal(201, code);
        await using var last = await door.ConnectAsync(Credentials.Of(Identity.User("demoted"), (string)renewed["certificate"]!, key));
        Assert.Equal(403, (await last.AskAsync("GET", "/api/v1/nodes")).Code);
    }

    [Theory]
    [InlineData("""{"node":"bound"}""", "node", "other")]
    [InlineData("""{"node":"bound"}""", "user", "bound")]
    [InlineData("""{"user":"bound"}""", "user", "admin")]
    [InlineData("""{"user":"bound"}""", "node", "bound")]
    [InlineData("{}", "user", "admin")]
    [InlineData("{}", "node", "../x")]
    [InlineData("{}", "enroll", "0123456789abcdef")]
    public async Task Token_ForAnother_IsRefused(string body, string kind, string name)
    {
        await using var admin = await door.AdministratorAsync();
        using var key = TrustFixture.NewKey();
        var (code, _) = await door.EnrollAsync(await admin.CreateTokenAsync(body), key, kind, name);

        Assert.True(code is 400 or 403, $"{code}");
    }

    [Fact]
    public async Task Join_NameThatIsTaken_IsRefusedUntilReplaced()
    {
        await using var admin = await door.AdministratorAsync();
        using var first = TrustFixture.NewKey();
        using var second = TrustFixture.NewKey();
        var (_, issued) = await door.EnrollAsync(await admin.CreateTokenAsync(), first, "node", "taken");
        var before = Credentials.Of(Identity.Node("taken"), (string)issued["certificate"]!, first);
        await using var node = await door.ConnectAsync(before);

        var (code, body) = await door.EnrollAsync(await admin.CreateTokenAsync(), second, "node", "taken");
        Assert.Equal((409, "AlreadyExists"), (code, (string)body["reason"]!));
        Assert.Equal("node \"taken\" is enrolled already; if this device takes its place, run: edgectl node replace taken", (string)body["message"]!);

        Assert.Equal(200, (await admin.AskAsync("POST", $"{TrustPaths.Nodes}/taken/replace")).Code);
        Assert.True(node.Client.IsConnected);
        Assert.Equal(201, (await door.EnrollAsync(await admin.CreateTokenAsync(), second, "node", "taken")).Code);
        await Eventually.True(() => !node.Client.IsConnected, Limit);
        Assert.False(await door.IsShakenAsync(before.Certificate));

        // Once: the next one has to be allowed again.
        using var third = TrustFixture.NewKey();
        Assert.Equal(409, (await door.EnrollAsync(await admin.CreateTokenAsync(), third, "node", "taken")).Code);
    }

    [Fact]
    public async Task Join_WithTheKeyThatHasTheName_IsGivenItAgainUnlessRevoked()
    {
        await using var admin = await door.AdministratorAsync();
        using var key = TrustFixture.NewKey();
        Assert.Equal(201, (await door.EnrollAsync(await admin.CreateTokenAsync(), key, "node", "back")).Code);

        // A device that was away for too long: another token, the same key, and nobody's leave.
        var token = await admin.CreateTokenAsync();
        Assert.Equal(201, (await door.EnrollAsync(token, key, "node", "back")).Code);
        Assert.Single(door.Host.Trust.Identities.Find(Identity.Node("back"))!.Keys);
        using var second = TrustFixture.NewKey();
        Assert.Equal(403, (await door.EnrollAsync(token, second, "node", "other")).Code);

        Assert.Equal(200, (await admin.AskAsync("POST", $"{TrustPaths.Nodes}/back/revoke")).Code);
        Assert.Equal(409, (await door.EnrollAsync(await admin.CreateTokenAsync(), key, "node", "back")).Code);
    }

    [Fact]
    public async Task Enrollment_Session_CanDoNothingElse()
    {
        await using var admin = await door.AdministratorAsync();
        var token = await admin.CreateTokenAsync("""{"uses":5}""");
        await using var device = await door.ConnectAsync(Credentials.Of(token));
        Assert.Equal(403, (await device.AskAsync("GET", "/api/v1/nodes")).Code);
        Assert.Equal(403, (await device.AskAsync("GET", "/version")).Code);
        Assert.Equal(403, (await device.AskAsync("GET", TrustPaths.Tokens)).Code);
        Assert.Equal(403, (await device.AskAsync("POST", TrustPaths.Tokens, "{}")).Code);

        foreach (var topic in new[] { $"edgekube/v1/{token.Identity}/apply", $"edgekube/v1/{token.Identity}/up", "edgekube/v1/node:n1/up", "edgekube/v1/user:admin/request" })
        {
            var refused = await Assert.ThrowsAsync<MqttReasonException>(
                () => device.Client.PublishAsync(new MqttMessage(topic, "x"u8.ToArray()) { Qos = MqttQos.AtLeastOnce }, CancellationToken.None));
            Assert.True(refused.Reason is MqttReasonCode.NotAuthorized or MqttReasonCode.TopicNameInvalid, $"{topic}: {refused.Reason}");
        }

        Assert.Equal(
            [MqttReasonCode.NotAuthorized, MqttReasonCode.NotAuthorized],
            await device.Client.SubscribeAsync([new MqttSubscription("edgekube/v1/#"), new MqttSubscription("edgekube/v1/node:n1/down")], CancellationToken.None));
    }

    [Theory]
    [InlineData("node:n1")]
    [InlineData("user:admin")]
    [InlineData("anything")]
    public async Task Enrollment_ClientIdOfAnother_IsRefused(string clientId)
    {
        await using var admin = await door.AdministratorAsync();
        var token = await admin.CreateTokenAsync();
        var refused = await Assert.ThrowsAsync<MqttReasonException>(() => door.ConnectAsync(Credentials.Of(token), clientId));

        Assert.Equal(MqttReasonCode.ClientIdentifierNotValid, refused.Reason);
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("MAA=")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Join_BrokenSigningRequest_IsABadRequest(string? request)
    {
        await using var admin = await door.AdministratorAsync();
        await using var device = await door.ConnectAsync(Credentials.Of(await admin.CreateTokenAsync()));
        var json = request is null ? "null" : $"\"{request}\"";

        Assert.Equal(400, (await device.AskAsync("POST", TrustPaths.Certificates, $$"""{"request":{{json}},"kind":"node","name":"broken"}""")).Code);
        Assert.Equal(400, (await device.AskAsync("POST", TrustPaths.Certificates, "[[[")).Code);
    }

    [Fact]
    public async Task Join_KeysOfOtherKinds_AreRefused()
    {
        await using var admin = await door.AdministratorAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var (code, body) = await door.EnrollAsync(await admin.CreateTokenAsync(), key, "node", "p384");

        Assert.Equal(400, code);
        Assert.Contains("P-256", (string)body["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_ListAndDelete_NeverShowASecret()
    {
        await using var admin = await door.AdministratorAsync();
        var token = await admin.CreateTokenAsync("""{"uses":2,"node":"listed"}""");
        var (_, list) = await admin.AskAsync("GET", TrustPaths.Tokens);
        var item = list["items"]!.AsArray().Single(one => (string)one!["id"]! == token.Id)!;

        Assert.Equal((2, "listed"), ((int)item["usesLeft"]!, (string)item["node"]!));
        Assert.DoesNotContain(EnrollmentToken.HashOf(token.Secret.Span), list.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(200, (await admin.AskAsync("DELETE", $"{TrustPaths.Tokens}/{token.Id}")).Code);
        Assert.Equal(404, (await admin.AskAsync("DELETE", $"{TrustPaths.Tokens}/{token.Id}")).Code);
        await Assert.ThrowsAsync<MqttReasonException>(() => door.ConnectAsync(Credentials.Of(token)));
    }

    [Fact]
    public async Task Token_InTheStore_IsAHashAndNoSecret()
    {
        await using var admin = await door.AdministratorAsync();
        var secret = (await admin.CreateTokenAsync()).Secret.ToArray();
        var files = Directory.GetFiles(door.DataDir, "*", SearchOption.AllDirectories).Select(ReadShared).ToArray();

        Assert.Contains(files, file => file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(EnrollmentToken.HashOf(secret))) >= 0);
        byte[][] forms = [secret, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret)), Encoding.ASCII.GetBytes(Convert.ToHexString(secret)), Encoding.ASCII.GetBytes(Convert.ToBase64String(secret)[..21])];
        Assert.All(files, file => Assert.All(forms, form => Assert.True(file.AsSpan().IndexOf(form) < 0)));
    }

    [Theory]
    [InlineData("""{"ttl":"1y"}""", "ttl")]
    [InlineData("""{"ttl":"10000h"}""", "ttl")]
    [InlineData("""{"uses":0}""", "uses")]
    [InlineData("""{"node":"A B"}""", "node")]
    [InlineData("""{"user":"a/b"}""", "user")]
    [InlineData("""{"node":"a","user":"a"}""", "user")]
    [InlineData("""{"groups":["system:masters"]}""", "groups")]
    public async Task CreateToken_WrongField_IsNamed(string request, string field)
    {
        await using var admin = await door.AdministratorAsync();
        var (code, body) = await admin.AskAsync("POST", TrustPaths.Tokens, request);

        Assert.Equal(422, code);
        Assert.Equal(field, (string)body["details"]!["causes"]![0]!["field"]!);
    }

    [Fact]
    public async Task Revoke_LiveNode_IsOutWithinASecondAndStaysOut()
    {
        await using var admin = await door.AdministratorAsync();
        using var key = TrustFixture.NewKey();
        var (_, issued) = await door.EnrollAsync(await admin.CreateTokenAsync(), key, "node", "revoked");
        var credentials = Credentials.Of(Identity.Node("revoked"), (string)issued["certificate"]!, key);
        await using var node = await door.ConnectAsync(credentials);

        var since = TimeProvider.System.GetTimestamp();
        Assert.Equal(200, (await admin.AskAsync("POST", $"{TrustPaths.Nodes}/revoked/revoke")).Code);
        await Eventually.True(() => !node.Client.IsConnected, TimeSpan.FromSeconds(1));
        Console.WriteLine($"figure: revocation ended the live session after {TimeProvider.System.GetElapsedTime(since).TotalMilliseconds:F0} ms");
        Assert.False(await door.IsShakenAsync(credentials.Certificate));
        using var second = TrustFixture.NewKey();
        Assert.Equal(409, (await door.EnrollAsync(await admin.CreateTokenAsync(), second, "node", "revoked")).Code);
    }

    [Fact]
    public async Task DeleteNode_LiveNode_CanOnlyLeaveAndItsNameIsFree()
    {
        await using var admin = await door.AdministratorAsync();
        using var key = TrustFixture.NewKey();
        var (_, issued) = await door.EnrollAsync(await admin.CreateTokenAsync(), key, "node", "deleted");
        var credentials = Credentials.Of(Identity.Node("deleted"), (string)issued["certificate"]!, key);
        await using (var live = await door.ConnectAsync(credentials))
        {
            Assert.Equal(201, (await admin.AskAsync("POST", "/api/v1/nodes", """{"apiVersion":"v1","kind":"Node","metadata":{"name":"deleted"}}""")).Code);
            Assert.Equal(200, (await admin.AskAsync("DELETE", "/api/v1/nodes/deleted")).Code);
            await Eventually.True(() => live.HasBeenDisconnected, TimeSpan.FromSeconds(1));
        }

        // It may still come, to be told to leave, and for nothing else; once another device has the name, it may not.
        await using var node = await door.ConnectAsync(credentials);
        Assert.Equal(403, (await node.AskCertificateAsync(key)).Code);
        Assert.Equal(403, (await node.AskAsync("GET", "/api/v1/nodes/deleted")).Code);
        using var second = TrustFixture.NewKey();
        Assert.Equal(201, (await door.EnrollAsync(await admin.CreateTokenAsync(), second, "node", "deleted")).Code);
        await Eventually.True(() => !node.Client.IsConnected, TimeSpan.FromSeconds(1));
        Assert.False(await door.IsShakenAsync(credentials.Certificate));
    }

    [Fact]
    public async Task Revoke_UserWithAWill_HasNoLastWord()
    {
        await using var admin = await door.AdministratorAsync();
        using var key = TrustFixture.NewKey();
        var (_, issued) = await door.EnrollAsync(await admin.CreateTokenAsync("""{"user":"ghost","groups":["system:masters"]}"""), key, "user", "ghost");
        var will = new MqttWill(new MqttMessage("edgekube/v1/user:ghost/apply", "{apiVersion: v1, kind: ConfigMap, metadata: {name: from-the-grave}}"u8.ToArray()) { Qos = MqttQos.AtLeastOnce });
        await using var ghost = await door.ConnectAsync(Credentials.Of(Identity.User("ghost"), (string)issued["certificate"]!, key), will: will);

        Assert.Equal(200, (await admin.AskAsync("POST", $"{TrustPaths.Users}/ghost/revoke")).Code);
        await Eventually.True(() => !ghost.Client.IsConnected, Limit);
        Assert.Equal(200, (await admin.AskAsync("GET", "/api/v1/nodes")).Code);
        Assert.Null(door.Host.Resources.Find<ConfigMap>("default", "from-the-grave"));
    }

    // The store holds its own open.
    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}
