using System.Security.Cryptography;
using System.Text.Json;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Security;

public sealed class RotationTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly TrustFixture _controller = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Task InitializeAsync() => _controller.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _controller.DisposeAsync();
        _key.Dispose();
    }

    [Fact]
    public async Task Rotate_DuringTheOverlap_BothAreTrustedAndNodesAreToldAndTheOldOneServes()
    {
        var trust = _controller.Host.Trust;
        var (before, nodeBefore) = (trust.Authority.Trusted, await EnrollAsync("n1"));
        await using var admin = await _controller.AdministratorAsync();
        var (code, body) = await admin.AskAsync("POST", TrustPaths.Rotate, """{"overlap":"720h"}""");

        Assert.Equal(200, code);
        Assert.Equal([(true, false), (false, true)], body["items"]!.AsArray().Select(one => ((bool)one!["issues"]!, (bool)one["serves"]!)));
        Assert.Equal(409, (await admin.AskAsync("POST", TrustPaths.Rotate, "{}")).Code);

        // A node that was away knows the old one only: it comes in, and renews from the new one.
        await using var node = await TrustClient.ConnectAsync(_controller.Port, before, nodeBefore);
        var (renewed, answer) = await node.AskCertificateAsync(_key);
        Assert.Equal((201, 2), (renewed, answer["caBundle"]!.AsArray().Count));
        var nodeAfter = Credentials.Of(Identity.Node("n1"), (string)answer["certificate"]!, _key);
        var issuer = CertificateVerifier.Verify(nodeAfter.Certificate!.RawData, trust.Authority.Trusted, CertificatePurpose.Client, Now).Issuer!;
        Assert.Equal(trust.Authority.Trusted.Anchors[0], issuer);
        Assert.DoesNotContain(before.Anchors[0].PublicKey, new[] { issuer.PublicKey });

        // A new device is told the key by which it can check the door now, and gets on over the end of the overlap.
        Assert.Equal(before.Anchors[0].PublicKey, (await admin.CreateTokenAsync()).Authority);
        Assert.Equal(2, (await File.ReadAllTextAsync(_controller.AuthorityFile)).Split("BEGIN").Length - 1);
    }

    [Fact]
    public async Task Rotate_AfterTheOverlap_TheOldOneIsForgottenWithoutARestart()
    {
        var old = await EnrollAsync("n1");
        var before = _controller.Host.Trust.Authority.Trusted;
        await using var admin = await _controller.AdministratorAsync();
        Assert.Equal(200, (await admin.AskAsync("POST", TrustPaths.Rotate, """{"overlap":"24h"}""")).Code);
        var late = await EnrollAsync("n2");

        // A clock that cannot be trusted ends nothing.
        _controller.IsSynchronized = false;
        _controller.Clock.Set(Now.AddYears(20));
        _controller.Host.Trust.Authority.Tick();
        Assert.Equal(2, _controller.Host.Trust.Authority.Trusted.Anchors.Count);

        _controller.IsSynchronized = true;
        _controller.Clock.Set(Now.AddDays(2));
        _controller.Host.Trust.Authority.Tick();
        Assert.False(await _controller.IsShakenAsync(old.Certificate));
        Assert.True(await _controller.IsShakenAsync(late.Certificate));
        Assert.DoesNotContain("overlap", await File.ReadAllTextAsync(Path.Combine(_controller.DataDir, "pki", "ca.key")), StringComparison.Ordinal);

        // Who knows the old one only does not believe the door any more.
        var after = CertificateVerifier.Verify(_controller.Host.Trust.Shown.Context.TargetCertificate.RawData, before, CertificatePurpose.Server, Now);
        Assert.Equal(CertificateOutcome.Refused, after.Outcome);
    }

    [Fact]
    public async Task Rotate_ControllerRestartsInBetween_GoesOn()
    {
        await using (var admin = await _controller.AdministratorAsync())
        {
            Assert.Equal(200, (await admin.AskAsync("POST", TrustPaths.Rotate, """{"overlap":"24h"}""")).Code);
        }

        var before = _controller.Host.Trust.Authority.Set.Describe();
        await _controller.StopAsync();
        await _controller.StartAsync();

        Assert.Equal(
            JsonSerializer.Serialize(before, TrustJsonContext.Default.AuthorityList)[..200],
            JsonSerializer.Serialize(_controller.Host.Trust.Authority.Set.Describe(), TrustJsonContext.Default.AuthorityList)[..200]);
        Assert.Equal(
            before.Items.Select(one => (one.KeyHash, one.Issues, one.Serves)),
            _controller.Host.Trust.Authority.Set.Describe().Items.Select(one => (one.KeyHash, one.Issues, one.Serves)));
        await using var again = await _controller.AdministratorAsync();
        Assert.Equal(2, (await again.AskAsync("GET", TrustPaths.Authorities)).Body["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n")]
    public async Task Start_DamagedKeys_StopsAndTouchesNothing(string text)
    {
        await _controller.StopAsync();
        var path = Path.Combine(_controller.DataDir, "pki", "ca.key");
        await File.WriteAllTextAsync(path, text);

        await Assert.ThrowsAsync<PkiDamagedException>(_controller.StartAsync);
        Assert.Equal(text, await File.ReadAllTextAsync(path));
        File.Delete(path);
        var gone = await Assert.ThrowsAsync<PkiDamagedException>(_controller.StartAsync);
        Assert.Contains("restore it from a backup", gone.Message, StringComparison.Ordinal);
    }

    private async Task<Credentials> EnrollAsync(string name)
    {
        await using var admin = await _controller.AdministratorAsync();
        await using var device = await _controller.ConnectAsync(Credentials.Of(await admin.CreateTokenAsync()));
        var (code, body) = await device.AskCertificateAsync(_key, "node", name);
        Assert.True(code == 201, body.ToJsonString());
        return Credentials.Of(Identity.Node(name), (string)body["certificate"]!, _key);
    }
}
