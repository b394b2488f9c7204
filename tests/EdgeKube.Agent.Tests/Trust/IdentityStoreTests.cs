using System.Security.Cryptography;
using EdgeKube.Agent.Trust;
using EdgeKube.Link.Trust;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Trust;

public sealed class IdentityStoreTests : IDisposable
{
    private readonly TestAuthority _authority = new(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly EmptyData _data = new();
    private readonly IdentityStore _store;

    public IdentityStoreTests() => _store = new IdentityStore(_data.Path);

    public void Dispose()
    {
        _authority.Dispose();
        _data.Dispose();
    }

    [Fact]
    public void Load_Nothing_IsNull() => Assert.Null(_store.Load());

    [Fact]
    public void Load_CutOffInAJoin_IsUnusableAndNotAnotherNode()
    {
        Join("n1");
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _store.SaveCertificate(_authority.Issue("CN=node:n2", other).ExportCertificatePem());

        Assert.Throws<IdentityUnusableException>(() => _store.Load());
    }

    [Theory]
    [InlineData("ca.pem", "")]
    [InlineData("certificate.pem", "nonsense")]
    [InlineData("key.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void Load_DamagedFile_SaysSoAndNothingElse(string name, string text)
    {
        Join("n1");
        File.WriteAllText(Path.Combine(_store.Directory, name), text);

        Assert.Throws<IdentityUnusableException>(() => _store.Load());
    }

    [Fact]
    public void Load_ControllersTold_ComeBeforeTheOneJoinedAt()
    {
        Join("n1");
        Assert.True(_store.SaveTrust([_authority.Pem], ["mqtts://new.example:8883", "mqtt://plain.example", "rubbish"]));
        Assert.False(_store.SaveTrust([_authority.Pem], ["mqtts://new.example:8883", "mqtt://plain.example", "rubbish"]));

        Assert.Equal(["new.example", "first.example"], _store.Load()!.Controllers.Select(c => c.Host));
        Assert.Equal([8883, 9000], _store.Load()!.Controllers.Select(c => c.Port));
    }

    [Fact]
    public void Stamp_RenewalAndJoin_TellsThemApart()
    {
        Join("n1");
        var before = _store.Stamp();
        _store.SaveCertificate(File.ReadAllText(Path.Combine(_store.Directory, "certificate.pem")));
        Assert.Equal(before, _store.Stamp());

        Join("n1");

        Assert.NotEqual(before, _store.Stamp());
    }

    private void Join(string node)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var given = new CertificateResponse
        {
            Certificate = _authority.Issue($"CN=node:{node}", key).ExportCertificatePem(),
            Identity = $"node:{node}",
            CaBundle = [_authority.Pem],
            Controllers = ["mqtts://told.example"],
        };
        _store.SaveJoined(key, given, new Uri("mqtts://first.example:9000"));
    }
}
