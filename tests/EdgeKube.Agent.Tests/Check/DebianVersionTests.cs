using EdgeKube.Agent.Check;

namespace EdgeKube.Agent.Tests.Check;

public sealed class DebianVersionTests
{
    [Theory]
    [InlineData("1.0", "1.0", 0)]
    [InlineData("1.0~rc1", "1.0", -1)]
    [InlineData("1.0", "1.0-1", -1)]
    [InlineData("1.9", "1.10", -1)]
    [InlineData("1:1.0", "2.0", 1)]
    [InlineData("1.1.5+ds1-1+deb12u1", "1.1.5+ds1-1", 1)]
    [InlineData("1.1.5+ds1-1+deb12u1", "1.1.12", -1)]
    [InlineData("1.6.20~ds1-1+b1", "1.6.20", -1)]
    [InlineData("1.0a", "1.0+", -1)]
    [InlineData("1.02", "1.2", 0)]
    public void Compare_TwoVersions_IsAsDpkgDoes(string left, string right, int expected)
    {
        Assert.Equal(expected, Math.Sign(DebianVersion.Compare(left, right)));
        Assert.Equal(-expected, Math.Sign(DebianVersion.Compare(right, left)));
    }

    [Theory]
    [InlineData("runc", "1.1.5+ds1-1", "CVE-2024-21626")]
    [InlineData("runc", "1.1.5+ds1-1+deb12u1", "CVE-2025-31133")]
    [InlineData("runc", "1.3.3-1", null)]
    [InlineData("containerd", "1.4.12~ds1-1", "CVE-2022-23648")]
    [InlineData("containerd", "1.6.20~ds1-1+b1", null)]
    [InlineData("containerd.io", "1.6.27-1", "CVE-2024-21626")]
    public void Find_Package_NamesTheFirstWayOut(string package, string version, string? name)
    {
        var finding = Assert.Single(BreakoutChecks.Find(new Dictionary<string, string> { [package] = version }));
        Assert.Equal(name is null ? CheckLevel.Ok : CheckLevel.Warn, finding.Level);
        Assert.Contains(name ?? "none known", finding.Text, StringComparison.Ordinal);
        Assert.True(version != "1.1.5+ds1-1+deb12u1" || !finding.Text.Contains("CVE-2024-21626", StringComparison.Ordinal));
    }
}
