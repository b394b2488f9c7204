using EdgeKube.Agent.Devices;
using EdgeKube.Agent.Tests.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Devices;

public sealed class DevicePlannerTests
{
    private const string Resource = "edge.example/x";

    [Theory]
    [InlineData(1, "", "", "", "a b c", "a")]
    [InlineData(2, "c", "", "a", "a b c", "c b")]
    [InlineData(1, "", "c", "", "a b c", "c")]
    [InlineData(2, "", "c", "c", "a b c", "a b")]
    [InlineData(1, "z", "", "", "a b", "a")]
    [InlineData(2, "z", "", "a", "a b", "Insufficient edge.example/x: requested 2, available 1; not plugged in: z")]
    [InlineData(1, "", "", "a", "a", "Insufficient edge.example/x: requested 1, available 0")]
    public void Plan_Holders_ChoosesWhatWasHadThenWhatIsFree(int count, string own, string reusable, string taken, string present, string expected)
    {
        var plan = DevicePlanner.Plan(
            new Dictionary<string, long> { [Resource] = count },
            Grants(own),
            Grants(reusable),
            Ids(taken).Select(id => (Resource, id)).ToHashSet(),
            [.. Ids(present).Select(id => new NodeDevice(Resource, id, []))]);

        Assert.Equal(expected, plan.Lack ?? string.Join(' ', plan.Devices.Select(device => device.Id)));
    }

    [Theory]
    [InlineData("app", "init", true)]
    [InlineData("app", "sidecar", false)]
    [InlineData("app", "app2", false)]
    [InlineData("sidecar", "init", true)]
    [InlineData("init", "app", true)]
    [InlineData("init", "sidecar", true)]
    [InlineData("last", "sidecar", false)]
    [InlineData("last", "init", true)]
    public void MayTakeOver_ContainersOfAPod_OnlyWhenTheyNeverRunTogether(string container, string other, bool expected)
    {
        var pod = TestPods.Build(containers: ["app", "app2"]).WithInits(TestPods.Init("init"), TestPods.Sidecar("sidecar"), TestPods.Init("last"));
        Assert.Equal(expected, DevicePlanner.MayTakeOver(pod, container, other));
    }

    [Fact]
    public void Find_DeviceGoneAndBack_TellsItsHolder()
    {
        DeviceHolder[] holders = [new(new("default", "p"), "uid", "c", [new(Resource, "a", "c1:1")])];
        NodeDevice[] one = [Device("c1:1")];
        NodeDevice[] other = [Device("c1:2")];

        Assert.Empty(DeviceChanges.Find(one, one, holders));
        Assert.Empty(DeviceChanges.Find(null, one, holders));
        Assert.True(Assert.Single(DeviceChanges.Find(null, [], holders)).IsGone);
        Assert.True(Assert.Single(DeviceChanges.Find(one, [], holders)).IsGone);
        Assert.Empty(DeviceChanges.Find([], [], holders));
        Assert.False(Assert.Single(DeviceChanges.Find([], one, holders)).IsStale);
        Assert.True(Assert.Single(DeviceChanges.Find([], other, holders)).IsStale);
        Assert.True(Assert.Single(DeviceChanges.Find(one, other, holders)).IsStale);
    }

    [Fact]
    public void Parse_WhatWasFormatted_IsTheSame()
    {
        DeviceGrant[] grants = [new(Resource, "/dev/a b", "c4:64,b7:0"), new("edge.example/y", "z", "")];
        Assert.Equal(grants, DeviceGrant.Parse(DeviceGrant.Format(grants)));
        Assert.Empty(DeviceGrant.Parse(null));
        Assert.Empty(DeviceGrant.Parse("no such text"));
    }

    private static NodeDevice Device(string number) => new(Resource, "a", [new("/dev/a", "/dev/a", number)]);

    private static List<DeviceGrant> Grants(string ids) => [.. Ids(ids).Select(id => new DeviceGrant(Resource, id, "c1:1"))];

    private static string[] Ids(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
