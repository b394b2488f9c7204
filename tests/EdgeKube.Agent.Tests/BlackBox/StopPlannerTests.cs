using EdgeKube.Agent.BlackBox;

namespace EdgeKube.Agent.Tests.BlackBox;

public sealed class StopPlannerTests
{
    private static readonly RunMark Running = new() { BootId = "one", Pid = 42, StartedUptime = 100 };

    [Fact]
    public void Find_NoFormerRun_SaysNothing() => Assert.Null(StopPlanner.Find(null, new StopEvidence { BootId = "one" }));

    [Theory]
    [InlineData("one", true, false, false, "", nameof(StopReason.OrderlyStop))]
    [InlineData("two", true, false, false, "", nameof(StopReason.OrderlyStop))]
    [InlineData("two", false, false, false, "", nameof(StopReason.PowerLoss))]
    [InlineData("two", false, true, false, "", nameof(StopReason.WatchdogReset))]
    [InlineData("two", false, false, true, "oom-kill killed KILL", nameof(StopReason.PowerLoss))]
    [InlineData("one", false, false, false, "", nameof(StopReason.AgentCrashed))]
    [InlineData("one", false, false, false, "signal killed KILL", nameof(StopReason.AgentCrashed))]
    [InlineData("one", false, false, false, "core-dump dumped ABRT", nameof(StopReason.AgentCrashed))]
    [InlineData("one", false, true, false, "", nameof(StopReason.AgentCrashed))]
    [InlineData("one", false, false, true, "", nameof(StopReason.AgentOOMKilled))]
    [InlineData("one", false, false, true, "signal killed KILL", nameof(StopReason.AgentOOMKilled))]
    [InlineData("one", false, false, false, "oom-kill killed KILL", nameof(StopReason.AgentOOMKilled))]
    [InlineData("one", false, false, false, "watchdog dumped ABRT", nameof(StopReason.AgentWatchdog))]
    public void Find_MarkAndEvidence_GivesTheReason(string boot, bool orderly, bool watchdog, bool outOfMemory, string result, string expected)
    {
        var stop = StopPlanner.Find(
            Running with { IsOrderly = orderly },
            new StopEvidence { BootId = boot, WatchdogReset = watchdog, OutOfMemory = outOfMemory, ServiceResult = result })!;

        Assert.Equal((expected, boot == "two", !orderly), (stop.Reason.ToString(), stop.IsReboot, stop.IsUnclean));
    }

    [Fact]
    public void Find_UnderVoltageBefore_SaysSo()
    {
        var stop = StopPlanner.Find(Running with { UnderVoltage = true }, new StopEvidence { BootId = "two" })!;
        Assert.Contains("under-voltage", stop.Detail);
    }
}
