using EdgeKube.Agent.Upgrade;
using EdgeKube.Link.Upgrade;

namespace EdgeKube.Agent.Tests.Upgrade;

public sealed class UpgradePlannerTests
{
    private const long Plenty = 1L << 30;
    private static readonly PackageStatement Offered = new("1.2.0", "arm64", 4 << 20, new string('a', 64));
    private static readonly PackageFields Good = new("edgekube-agent", "1.2.0", "arm64", [1, 2], 1);

    [Theory]
    [InlineData(true, true, false, Plenty, null)]
    [InlineData(false, true, false, Plenty, "no authority")]
    [InlineData(true, false, false, Plenty, "not installed by its package")]
    [InlineData(true, true, true, Plenty, "order o1")]
    [InlineData(true, true, false, 1 << 20, "too little room")]
    public void FindRefusal_Offer_IsJudged(bool isSigned, bool isPackaged, bool isUnderWay, long free, string? why) =>
        IsRefusal(why, UpgradePlanner.FindRefusal(Offered, isSigned, isPackaged, isUnderWay ? new UpgradeOrder("o1", "1.1.0", "f") : null, free));

    public static TheoryData<string, string?> Packages => new()
    {
        { "good", null },
        { "none", "does not say which formats" },
        { "other package", "not edgekube-agent 1.2.0 for arm64" },
        { "other version", "not edgekube-agent 1.2.0 for arm64" },
        { "other architecture", "not edgekube-agent 1.2.0 for arm64" },
        { "cannot read", "cannot read the replica" },
        { "writes what we cannot read", "could not read, were it put back" },
    };

    [Theory]
    [MemberData(nameof(Packages))]
    public void FindRefusal_Package_IsJudged(string package, string? why) => IsRefusal(why, UpgradePlanner.FindRefusal(Offered, package switch
    {
        "none" => null,
        "other package" => Good with { Package = "bash" },
        "other version" => Good with { Version = "1.2.1" },
        "other architecture" => Good with { Architecture = "amd64" },
        "cannot read" => Good with { Reads = [2] },
        "writes what we cannot read" => Good with { Writes = 2 },
        _ => Good,
    }, format: 1));

    [Fact]
    public void Find_Fields_AreReadAsDpkgPrintsThem()
    {
        var fields = PackageFields.Find("Package: edgekube-agent\nVersion: 1.2.0\nArchitecture: arm64\nEdgeKube-Replica-Reads: 1 2\nEdgeKube-Replica-Writes: 1\n")!;
        Assert.Equal([1, 2], fields.Reads);
        Assert.Equal(Good with { Reads = fields.Reads }, fields);
        Assert.Null(PackageFields.Find("Package: edgekube-agent\nVersion: 1.2.0\n"));
        Assert.Null(PackageFields.Find("dpkg-deb: error"));
    }

    [Fact]
    public void Conditions_OrderAndOutcome_TellHowItStands()
    {
        Assert.Empty(UpgradeReport.Conditions(null, null));
        Assert.Equal("Unknown", Assert.Single(UpgradeReport.Conditions(UpgradeOrder.Find("o1 1.2.0 f.deb\n"), null)).Status);
        Assert.Equal("True", Assert.Single(UpgradeReport.Conditions(null, UpgradeOutcome.Find("o1 1.2.0 Upgraded\n"))).Status);
        var back = Assert.Single(UpgradeReport.Conditions(null, UpgradeOutcome.Find("o1 1.2.0 RolledBack the new agent did not prove itself\n")));
        Assert.Equal(("False", "RolledBack", "order o1: 1.2.0 does not run, the former version does: the new agent did not prove itself"), (back.Status, back.Reason, back.Message));
        Assert.Null(UpgradeOutcome.Find("o1 1.2"));
    }

    private static void IsRefusal(string? expected, string? refusal)
    {
        Assert.Equal(expected is null, refusal is null);
        Assert.Contains(expected ?? "", refusal ?? "", StringComparison.Ordinal);
    }
}
