using EdgeKube.Agent.Pressure;

namespace EdgeKube.Agent.Tests.Pressure;

public sealed class PressurePlannerTests
{
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Now = TimeSpan.FromHours(1);
    private static readonly IReadOnlyList<EvictionThreshold> Thresholds = [.. EvictionThreshold.Preset.Select(text => EvictionThreshold.Find(text)!)];

    [Theory]
    [InlineData("memory.available", 200, 1000, "")]
    [InlineData("memory.available", 99, 1000, "MemoryPressure")]
    [InlineData("nodefs.available", 101, 1000, "")]
    [InlineData("nodefs.available", 99, 1000, "DiskPressure")]
    [InlineData("nodefs.inodesFree", 49, 1000, "DiskPressure")]
    [InlineData("pid.available", 49, 1000, "PIDPressure")]
    public void Judge_OneSignal_HasItsCondition(string signal, long availableMi, long capacityMi, string expected)
    {
        var state = PressurePlanner.Judge(PressureState.None, Seen((signal, availableMi << 20, capacityMi << 20)), Thresholds, Hold, Now);
        Assert.Equal(expected, string.Join(' ', state.LastMet.Keys));
        Assert.Equal(expected.Length > 0, state.Short.Count > 0);
        Assert.Equal(expected.Length > 0 ? [expected] : [], state.Conditions(false).Where(condition => condition.Status == "True").Select(condition => condition.Type));
    }

    [Theory]
    [InlineData(59, "")]
    [InlineData(61, "MemoryPressure")]
    public void Judge_MemoryStalled_IsMemoryPressure(double stalled, string expected)
    {
        var supplies = new Dictionary<EvictionSignal, Supply> { [EvictionSignal.Stall] = EvictionThreshold.Running(stalled) };
        var state = PressurePlanner.Judge(PressureState.None, new NodeSupplies(supplies, null, 0), Thresholds, Hold, Now);
        Assert.Equal(expected, string.Join(' ', state.LastMet.Keys));
    }

    [Fact]
    public void Judge_ConditionIsOver_StaysForAWhileWithoutEvicting()
    {
        var state = PressurePlanner.Judge(PressureState.None, Seen(("memory.available", 1, 1000)), Thresholds, Hold, Now);
        var after = PressurePlanner.Judge(state, Seen(("memory.available", 1L << 40, 1L << 41)), Thresholds, Hold, Now + Hold - TimeSpan.FromSeconds(1));
        Assert.True(after.Has("MemoryPressure"));
        Assert.Empty(after.Short);
        Assert.False(PressurePlanner.Judge(after, Seen(), Thresholds, Hold, Now + Hold).Has("MemoryPressure"));
    }

    [Fact]
    public void Judge_SeveralShort_MemoryComesFirst()
    {
        var state = PressurePlanner.Judge(PressureState.None, Seen(("pid.available", 0, 100), ("nodefs.available", 0, 100), ("memory.available", 0, 100)), Thresholds, Hold, Now);
        Assert.Equal(EvictionSignal.Memory, state.Short[0].Signal);
        Assert.Equal(3, state.Short.Count);
    }

    [Fact]
    public void Conditions_DiskFault_IsToldAndThenWithdrawn()
    {
        var fault = PressurePlanner.Judge(PressureState.None, Seen() with { DiskFault = new DiskFault("FilesystemIsReadOnly", "no") }, Thresholds, Hold, Now);
        Assert.Contains(fault.Conditions(false), condition => condition is { Type: "ReadonlyFilesystem", Status: "True", Reason: "FilesystemIsReadOnly" });
        Assert.Contains(PressureState.None.Conditions(true), condition => condition is { Type: "ReadonlyFilesystem", Status: "False" });
        Assert.Equal(3, PressureState.None.Conditions(false).Count());
    }

    [Theory]
    [InlineData(0, false, 10)]
    [InlineData(20, false, 1)]
    [InlineData(0, true, 1)]
    public void Period_WaitingOrShort_IsASecond(double stall, bool isShort, int seconds)
    {
        var seen = Seen(("memory.available", isShort ? 0 : 1L << 40, 1L << 41)) with { MemoryStall = stall };
        Assert.Equal(TimeSpan.FromSeconds(seconds), PressurePlanner.Period(seen, PressurePlanner.Judge(PressureState.None, seen, Thresholds, Hold, Now)));
    }

    [Theory]
    [InlineData("memory.available<100Mi", true)]
    [InlineData("nodefs.available<12.5%", true)]
    [InlineData("nodefs.available<120%", false)]
    [InlineData("memory.available>100Mi", false)]
    [InlineData("imagefs.available<1Gi", true)]
    [InlineData("memory.stalled>60%", true)]
    [InlineData("memory.stalled>600%", false)]
    [InlineData("memory.stalled>1Mi", false)]
    [InlineData("memory.stalled<60%", false)]
    [InlineData("nodefs.available>10%", false)]
    [InlineData("memory.available<-1", false)]
    [InlineData("", false)]
    public void FindThreshold_Text_IsReadOrRefused(string text, bool expected) => Assert.Equal(expected, EvictionThreshold.Find(text) is not null);

    private static NodeSupplies Seen(params (string Signal, long Available, long Capacity)[] supplies) => new(
        supplies.ToDictionary(one => EvictionSignal.All.Single(signal => signal.Name == one.Signal), one => new Supply(one.Available, one.Capacity)), null, 0);
}
