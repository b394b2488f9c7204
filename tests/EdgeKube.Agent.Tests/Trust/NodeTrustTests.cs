using System.Security.Cryptography;
using EdgeKube.Agent.Trust;
using EdgeKube.Link.Trust;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.Trust;

public sealed class NodeTrustTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TestAuthority _former = new(Start);
    private readonly TestAuthority _now = new(Start.AddDays(2));
    private readonly EmptyData _data = new();

    public void Dispose()
    {
        _former.Dispose();
        _now.Dispose();
        _data.Dispose();
    }

    [Fact]
    public void TakeStored_AuthoritiesOfBeforeTheJoin_AreNotTaken()
    {
        var trust = JoinedUnderTheNewOne();

        trust.TakeStored(Told(_former.Pem));

        Assert.Equal(P256Key.Of(_now.Key), Assert.Single(trust.Identity.Bundle.Anchors).PublicKey);
        Assert.Equal([P256Key.Of(_now.Key)], new IdentityStore(_data.Path).Load()!.Bundle.Anchors.Select(anchor => anchor.PublicKey));
    }

    [Fact]
    public void TakeStored_TheOwnAuthorityAmongThem_IsTaken()
    {
        var trust = JoinedUnderTheNewOne();

        trust.TakeStored(Told(_former.Pem, _now.Pem));

        Assert.Equal(2, trust.Identity.Bundle.Anchors.Count);
    }

    private NodeTrust JoinedUnderTheNewOne()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = _now.Issue("CN=node:n1", key);
        var store = new IdentityStore(_data.Path);
        store.SaveJoined(
            key,
            new CertificateResponse { Certificate = certificate.ExportCertificatePem(), Identity = "node:n1", CaBundle = [_now.Pem], Controllers = ["mqtts://c.example:8883"] },
            new Uri("mqtts://c.example:8883"));
        var time = new ManualTimeProvider(Start.AddDays(3));
        return new NodeTrust(store.Load()!, store, new AgentClock(time, () => true, new TimeFloor(store.Directory, time)), () => { }, NullLogger.Instance);
    }

    private static ClusterTrust Told(params string[] authorities) =>
        new() { Spec = new ClusterTrustSpec { CaBundle = authorities, Controllers = ["mqtts://c.example:8883"] } };
}
