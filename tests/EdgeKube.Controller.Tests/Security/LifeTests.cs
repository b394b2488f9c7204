using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Security;

/// <summary>Certificates over years, and clocks that are wrong by decades. Each test has a controller of its own.</summary>
public sealed class LifeTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly TrustFixture _controller = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _controller.DisposeAsync();
        _key.Dispose();
    }

    [Fact]
    public async Task Node_OffFor400Days_MayOnlyRenewAndThenWorks()
    {
        await _controller.StartAsync();
        var old = await EnrollAsync("n1", _key);
        _controller.Clock.Set(Now.AddDays(400));
        await using var node = await _controller.ConnectAsync(old);

        var refused = await Assert.ThrowsAsync<MqttReasonException>(
            () => node.Client.PublishAsync(new MqttMessage("edgekube/v1/node:n1/up", "x"u8.ToArray()) { Qos = MqttQos.AtLeastOnce }, CancellationToken.None));
        Assert.Equal(MqttReasonCode.TopicNameInvalid, refused.Reason);
        Assert.Equal(403, (await node.AskAsync("GET", "/api/v1/nodes/n1")).Code);
        Assert.Equal(403, (await node.AskCertificateAsync(_key, "node", "n2")).Code);
        Assert.Equal(403, (await node.AskCertificateAsync(_key, "user", "n1")).Code);

        var (code, body) = await node.AskCertificateAsync(_key);
        Assert.Equal(201, code);
        var renewed = Credentials.Of(Identity.Node("n1"), (string)body["certificate"]!, _key);
        Assert.Equal(Access.Full, AccessOf(renewed));
    }

    [Fact]
    public async Task Node_ExpiredAndRevoked_StaysOut()
    {
        await _controller.StartAsync();
        var old = await EnrollAsync("n1", _key);
        await using (var admin = await _controller.AdministratorAsync())
        {
            Assert.Equal(200, (await admin.AskAsync("POST", $"{TrustPaths.Nodes}/n1/revoke")).Code);
        }

        _controller.Clock.Set(Now.AddDays(400));
        Assert.False(await _controller.IsShakenAsync(old.Certificate));
    }

    [Fact]
    public async Task Renewal_WithANewKey_LetsTheOldOneCountUntilTheNewOneIsUsed()
    {
        await _controller.StartAsync();
        var first = await EnrollAsync("n1", _key);
        using var lost = TrustFixture.NewKey();
        using var key = TrustFixture.NewKey();
        Credentials second;
        await using (var node = await _controller.ConnectAsync(first))
        {
            Assert.Equal(201, (await node.AskCertificateAsync(lost)).Code);
        }

        // The answer was lost: the old key still counts, and may ask again with another.
        await using (var node = await _controller.ConnectAsync(first))
        {
            var (code, body) = await node.AskCertificateAsync(key);
            Assert.Equal(201, code);
            second = Credentials.Of(Identity.Node("n1"), (string)body["certificate"]!, key);
            Assert.True(await _controller.IsShakenAsync(first.Certificate));
        }

        await using (await _controller.ConnectAsync(second))
        {
            await Eventually.True(async () => !await _controller.IsShakenAsync(first.Certificate), Limit);
        }

        Assert.Single(_controller.Host.Trust.Identities.Find(Identity.Node("n1"))!.Keys);
        Assert.True(await _controller.IsShakenAsync(second.Certificate));
    }

    [Fact]
    public async Task Renewal_OverAndOver_IsLimited()
    {
        await _controller.StartAsync();
        await using var node = await _controller.ConnectAsync(await EnrollAsync("n1", _key));
        var codes = new List<int>();
        for (var i = 0; i < 25; i++)
        {
            codes.Add((await node.AskCertificateAsync(_key)).Code);
        }

        Assert.Equal(20, codes.Count(code => code == 201));
        Assert.Equal(5, codes.Count(code => code == 429));
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("2099-01-01T00:00:00Z")]
    public async Task Controller_FirstStartWithAWrongClock_WorksAndRecovers(string clock)
    {
        _controller.IsSynchronized = false;
        _controller.Clock.Set(DateTimeOffset.Parse(clock));
        await _controller.StartAsync();
        await using var admin = await _controller.AdministratorAsync();
        var token = await admin.CreateTokenAsync("""{"ttl":"1m","uses":2}""");
        var joined = await EnrollAsync(token, "n1", _key);

        // What time it is cannot be told, so nothing expires and nobody is told.
        var (_, list) = await admin.AskAsync("GET", TrustPaths.Tokens);
        Assert.Null(list["items"]!.AsArray().Single()!["expires"]);
        Assert.Equal(Access.Full, AccessOf(joined));

        _controller.IsSynchronized = true;
        _controller.Clock.Set(TimeProvider.System.GetUtcNow());
        Assert.True(await _controller.IsShakenAsync(joined.Certificate));
        using var second = TrustFixture.NewKey();
        Assert.NotNull(await EnrollAsync(token, "n2", second));
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("2099-01-01T00:00:00Z")]
    public async Task Controller_ClockGoesWrong_NobodyIsLockedOut(string clock)
    {
        await _controller.StartAsync();
        var node = await EnrollAsync("n1", _key);
        await using var admin = await _controller.AdministratorAsync();
        var token = await admin.CreateTokenAsync();
        _controller.IsSynchronized = false;
        _controller.Clock.Set(DateTimeOffset.Parse(clock));

        Assert.Equal(Access.Full, AccessOf(node));
        using var second = TrustFixture.NewKey();
        var (code, body) = await _controller.EnrollAsync(token, second, "node", "n2");
        Assert.Equal(201, code);
        Assert.Null(body["time"]);
    }

    [Fact]
    public async Task Controller_ClockAt1970AfterARestart_KnowsTheTimeFromItsFloorOrACertificate()
    {
        await _controller.StartAsync();
        var node = await EnrollAsync("n1", _key);
        await _controller.StopAsync();
        _controller.IsSynchronized = false;
        _controller.Clock.Set(DateTimeOffset.UnixEpoch);

        await _controller.StartAsync();
        Assert.True(_controller.Host.Trust.Clock.Read().Now >= Now.AddHours(-1), "the floor was written at the stop");
        await _controller.StopAsync();

        // Without the file and its own authority's date, the first certificate that is shown proves what time it is at least.
        File.Delete(Path.Combine(_controller.DataDir, "pki", "time"));
        await _controller.StartAsync();
        Assert.Equal(Access.Full, AccessOf(node));
        Assert.True(_controller.Host.Trust.Clock.Floor >= Now.AddHours(-1));
    }

    [Fact]
    public async Task Controller_UnsynchronizedClockTwoYearsAhead_ExpiresNothingAndProvesNothing()
    {
        await _controller.StartAsync();
        var node = await EnrollAsync("n1", _key);
        _controller.IsSynchronized = false;
        _controller.Clock.Set(Now.AddYears(2));

        Assert.Equal(Access.Full, AccessOf(node));
        using var second = TrustFixture.NewKey();
        var joined = await EnrollAsync("n2", second);
        var (from, to) = (joined.Certificate!.NotBefore.ToUniversalTime(), joined.Certificate.NotAfter.ToUniversalTime());
        Assert.True(from <= Now.UtcDateTime, $"a certificate from {from:u} on would prove to a node what is not so");
        Assert.True(to > Now.AddYears(2).UtcDateTime, $"a certificate until {to:u} would end too early if the clock is right");
        await _controller.StopAsync();
        Assert.InRange(DateTimeOffset.Parse(await File.ReadAllTextAsync(Path.Combine(_controller.DataDir, "pki", "time"))), Now.AddHours(-1), Now.AddHours(1));

        await _controller.StartAsync();
        Assert.Equal((Access.Full, Access.Full), (AccessOf(node), AccessOf(joined)));
        Assert.False(_controller.Host.Trust.Clock.Read().IsTrusted);
        _controller.IsSynchronized = true;
        _controller.Clock.Set(Now);
        Assert.True(_controller.Host.Trust.Clock.Read().IsTrusted);
    }

    [Fact]
    public async Task Controller_OperatorTrustsTheClock_CountsAsSynchronized()
    {
        _controller.IsSynchronized = false;
        _controller.Options = _controller.Options with { TrustClock = true };
        await _controller.StartAsync();

        Assert.True(_controller.Host.Trust.Clock.Read().IsTrusted);
    }

    [Fact]
    public async Task Token_ClockNotTrusted_LivesAsLongAsItSaysAndNoLonger()
    {
        _controller.IsSynchronized = false;
        _controller.Options = _controller.Options with { CertificateTTL = TimeSpan.FromSeconds(20) };
        await _controller.StartAsync();
        await using var admin = await _controller.AdministratorAsync();
        await admin.CreateTokenAsync("""{"ttl":"2s"}""");
        var lasting = await admin.CreateTokenAsync("""{"ttl":"1h"}""");

        await Eventually.True(async () => (await admin.AskAsync("GET", TrustPaths.Tokens)).Body["items"]!.AsArray().Count == 1, Limit);
        await using var device = await _controller.ConnectAsync(Credentials.Of(lasting));
    }

    [Fact]
    public async Task Token_WhoseTimeIsOver_IsGone()
    {
        await _controller.StartAsync();
        await using var admin = await _controller.AdministratorAsync();
        var token = await admin.CreateTokenAsync("""{"ttl":"1h"}""");
        _controller.Clock.Set(Now.AddHours(2));

        await Assert.ThrowsAsync<MqttReasonException>(() => _controller.ConnectAsync(Credentials.Of(token)));
    }

    [Fact]
    public async Task Door_CertificateThatLivesForSeconds_IsRenewedWithoutARestart()
    {
        _controller.Options = _controller.Options with { CertificateTTL = TimeSpan.FromSeconds(6) };
        await _controller.StartAsync();
        var first = _controller.Host.Trust.Shown.Context.TargetCertificate.SerialNumber;

        await Eventually.True(() => _controller.Host.Trust.Shown.Context.TargetCertificate.SerialNumber != first, Limit);
        await using var admin = await _controller.AdministratorAsync();
        Assert.Equal(200, (await admin.AskAsync("GET", "/api/v1/nodes")).Code);
    }

    [Fact]
    public async Task Administrator_AfterARestart_KeepsItsKeyAndARevokedOneStaysOut()
    {
        await _controller.StartAsync();
        var path = Path.Combine(_controller.DataDir, "admin.yaml");
        var copy = Credentials.OfAdministrator(path);
        await _controller.StopAsync();
        await _controller.StartAsync();
        Assert.Equal(copy.Certificate!.GetPublicKeyString(), Credentials.OfAdministrator(path).Certificate!.GetPublicKeyString());
        await using (var admin = await _controller.ConnectAsync(copy))
        {
            // It does not live to see the answer.
            await admin.Client.PublishAsync(admin.Request("POST", $"{TrustPaths.Users}/admin/revoke", "") with { Qos = MqttQos.AtMostOnce }, CancellationToken.None);
            await Eventually.True(() => !admin.Client.IsConnected, Limit);
        }

        await _controller.StopAsync();
        await _controller.StartAsync();
        Assert.False(await _controller.IsShakenAsync(Credentials.OfAdministrator(path).Certificate));
    }

    private Access? AccessOf(Credentials credentials) => _controller.Host.Trust.Gate.Check(credentials.Certificate!.RawData).Principal?.Access;

    private async Task<Credentials> EnrollAsync(string name, ECDsa key)
    {
        await using var admin = await _controller.AdministratorAsync();
        return await EnrollAsync(await admin.CreateTokenAsync(), name, key);
    }

    private async Task<Credentials> EnrollAsync(EnrollmentToken token, string name, ECDsa key)
    {
        var (code, body) = await _controller.EnrollAsync(token, key, "node", name);
        Assert.True(code == 201, body.ToJsonString());
        return Credentials.Of(Identity.Node(name), (string)body["certificate"]!, key);
    }
}
