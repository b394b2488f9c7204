using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers.Nodes;

namespace EdgeKube.Controller.Tests.Reconcilers.Nodes;

public sealed class PodCidrTests
{
    private static readonly Cidr Cluster = Cidr.Parse("10.42.0.0/16");

    [Theory]
    [InlineData("10.42.0.0/16", true)]
    [InlineData("10.42.1.0/24", true)]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("255.255.255.255/32", true)]
    [InlineData("10.42.1.0/16", false)]
    [InlineData("10.42.0.0/33", false)]
    [InlineData("10.42.0.0", false)]
    [InlineData("10.42/16", false)]
    [InlineData("fd00::/64", false)]
    [InlineData("10.42.0.0/-1", false)]
    [InlineData(null, false)]
    public void TryParse_Text_AcceptsNetworksOnly(string? text, bool expected)
    {
        Assert.Equal(expected, Cidr.TryParse(text, out var cidr));
        Assert.Equal(expected ? text : "0.0.0.0/0", $"{cidr}");
    }

    [Fact]
    public void Allocate_UntilExhausted_NeverOverlaps()
    {
        var used = new List<Cidr>();
        while (PodCidrAllocator.Allocate(Cluster, 24, used) is { } next)
        {
            used.Add(next);
        }

        Assert.Equal(256, used.Count);
        Assert.Equal(("10.42.0.0/24", "10.42.255.0/24"), ($"{used[0]}", $"{used[^1]}"));
        Assert.Equal(256, used.Distinct().Count());
    }

    [Fact]
    public void Allocate_ForeignAndBiggerNetworks_AreStepped0ver()
        => Assert.Equal("10.42.4.0/24", $"{PodCidrAllocator.Allocate(Cluster, 24, [Cidr.Parse("10.42.0.0/22"), Cidr.Parse("192.168.0.0/16")])}");

    [Fact]
    public void Plan_Nodes_AssignLowestFreeOrSayExhausted()
    {
        Node[] nodes = [With("a", "10.42.0.0/24"), With("b", "10.42.2.0/24"), With("c", null)];
        Assert.Equal("10.42.1.0/24", Assert.IsType<PodCidrAction.Assign>(PodCidrPlanner.Plan(nodes[2], nodes, Cluster, 24)).Cidr);
        Assert.Null(PodCidrPlanner.Plan(nodes[0], nodes, Cluster, 24));
        Assert.IsType<PodCidrAction.Exhausted>(PodCidrPlanner.Plan(nodes[2], nodes, Cidr.Parse("10.42.0.0/24"), 24));
    }

    private static Node With(string name, string? cidr) => Build.Node(name) with { Spec = new() { PodCIDR = cidr } };
}
