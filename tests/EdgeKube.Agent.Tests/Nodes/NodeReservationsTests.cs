using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Nodes;

public sealed class NodeReservationsTests
{
    [Fact]
    public void Allocatable_ReservedAndThresholds_AreTakenOff()
    {
        var options = new AgentOptions { SystemReserved = ["cpu=250m", "memory=64Mi"], EvictionHard = ["memory.available<100Mi", "nodefs.available<10%", "pid.available<5%"] };
        var left = NodeReservations.Of(options).Allocatable(new Dictionary<string, Quantity>
        {
            ["cpu"] = Quantity.FromUnits(2),
            ["memory"] = Quantity.FromBytes(1L << 30),
            ["ephemeral-storage"] = Quantity.FromBytes(1000 << 20),
            ["pods"] = Quantity.FromUnits(110),
        });
        Assert.Equal("1750m 860Mi 900Mi 110", $"{left["cpu"]} {left["memory"]} {left["ephemeral-storage"]} {left["pods"]}");
    }

    [Theory]
    [InlineData("cpu=100m", true)]
    [InlineData("pods=1", false)]
    [InlineData("memory=-1", false)]
    [InlineData("memory", false)]
    public void Find_Text_IsReadOrRefused(string text, bool expected) => Assert.Equal(expected, NodeReservations.Find(text) is not null);

    [Fact]
    public void Warnings_KnownBreakout_IsAnEvent()
    {
        var told = Assert.Single(RuntimeWarnings.Of(["Package: runc", "Status: install ok installed", "Version: 1.1.4+ds1-1", ""], DateTimeOffset.UnixEpoch));
        Assert.Equal(("Warning", "KnownBreakout"), (told.Type, told.Reason));
        Assert.Contains("CVE-2024-21626", told.Message, StringComparison.Ordinal);
    }
}
