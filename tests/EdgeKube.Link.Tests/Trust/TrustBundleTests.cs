using System.Security.Cryptography;
using EdgeKube.Link.Trust;
using EdgeKube.Testing;

namespace EdgeKube.Link.Tests.Trust;

public sealed class TrustBundleTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TestAuthority _first = new(Start);
    private readonly TestAuthority _second = new(Start);

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public void Find_TwoAuthorities_KeepsTheirOrderAndText()
    {
        var bundle = TrustBundle.Find([_first.Pem, _second.Pem, _first.Pem], out var fault);

        Assert.Null(fault);
        Assert.Equal([P256Key.Of(_first.Key), P256Key.Of(_second.Key)], bundle!.Anchors.Select(anchor => anchor.PublicKey));
        Assert.Equal([_first.Pem.Trim(), _second.Pem.Trim()], bundle.Pems.Select(pem => pem.Trim()));
        Assert.Equal(Start, bundle.Anchors[0].NotBefore);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n")]
    public void Find_NoAuthority_SaysWhy(string pem)
    {
        Assert.Null(TrustBundle.Find([pem], out var fault));
        Assert.NotNull(fault);
    }

    [Fact]
    public void Find_Leaf_IsRefused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Null(TrustBundle.Find([_first.Issue("CN=node:n1", key).ExportCertificatePem()], out var fault));
        Assert.Contains("no authority", fault, StringComparison.Ordinal);
    }
}
