using System.Security.Cryptography;
using EdgeKube.Link.Trust;
using EdgeKube.Link.Upgrade;

namespace EdgeKube.Link.Tests.Upgrade;

public sealed class PackageStatementTests
{
    private static readonly PackageStatement Statement = new("1.2.0~rc1-1", "armhf", 4_100_000, new string('0', 63) + "f");

    [Fact]
    public void Find_OwnArguments_AreTheSame() => Assert.Equal(Statement, PackageStatement.Find(Statement.ToArguments()));

    [Theory]
    [InlineData("version", "../../etc")]
    [InlineData("version", "")]
    [InlineData("version", "v1")]
    [InlineData("architecture", "riscv64")]
    [InlineData("size", "0")]
    [InlineData("size", "-1")]
    [InlineData("size", "67108865")]
    [InlineData("sha256", "abc")]
    [InlineData("sha256", "/000000000000000000000000000000000000000000000000000000000000000")]
    public void Find_Nonsense_IsNull(string name, string value)
    {
        var arguments = Statement.ToArguments();
        arguments[name] = value;
        Assert.Null(PackageStatement.Find(arguments));
    }

    [Fact]
    public void IsSignedBy_ChangedInAnyPart_IsNot()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var trusted = TrustBundle.Of(P256Key.Of(key));
        var signature = Statement.Sign(key);
        Assert.True(Statement.IsSignedBy(trusted, signature));
        Assert.False(Statement.IsSignedBy(trusted, Statement.Sign(other)));
        Assert.False((Statement with { Version = "1.2.0" }).IsSignedBy(trusted, signature));
        Assert.False((Statement with { Architecture = "arm64" }).IsSignedBy(trusted, signature));
        Assert.False((Statement with { Size = 1 }).IsSignedBy(trusted, signature));
        Assert.False((Statement with { Sha256 = new string('0', 64) }).IsSignedBy(trusted, signature));
        Assert.False(Statement.IsSignedBy(trusted, "no base64"));
        Assert.False(Statement.IsSignedBy(trusted, Convert.ToBase64String(new byte[300])));
    }
}
