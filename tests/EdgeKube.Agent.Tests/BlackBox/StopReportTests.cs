using EdgeKube.Agent.BlackBox;

namespace EdgeKube.Agent.Tests.BlackBox;

public sealed class StopReportTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly RunMark Mark = new() { Pid = 42 };

    [Theory]
    [InlineData(nameof(StopReason.OrderlyStop), false, "")]
    [InlineData(nameof(StopReason.OrderlyStop), true, "Rebooted")]
    [InlineData(nameof(StopReason.PowerLoss), true, "Rebooted,PowerLoss")]
    [InlineData(nameof(StopReason.WatchdogReset), true, "Rebooted,WatchdogReset")]
    [InlineData(nameof(StopReason.AgentWatchdog), false, "AgentWatchdog")]
    [InlineData(nameof(StopReason.AgentOOMKilled), false, "SystemOOM")]
    [InlineData(nameof(StopReason.AgentCrashed), false, "AgentCrashed")]
    public void Events_OfAReason_AreTheKubeletsWhereItHasThem(string reason, bool reboot, string expected)
    {
        var stop = new LastStop(Enum.Parse<StopReason>(reason), "", reboot);

        Assert.Equal(expected, string.Join(',', StopReport.Events("n1", stop, Mark, "b2", [], Now).Select(e => e.Reason)));
        var condition = StopReport.Condition(stop);
        Assert.Equal((reason, stop.IsUnclean ? "True" : "False"), (condition.Reason, condition.Status));
    }

    [Fact]
    public void Events_RebootAndMemory_SayWhatTheKubeletSays()
    {
        Assert.Equal(
            "Node n1 has been rebooted, boot id: b2",
            StopReport.Events("n1", new LastStop(StopReason.OrderlyStop, "", true), Mark, "b2", [], Now).Single().Message);
        Assert.StartsWith(
            "System OOM encountered, victim process: edgekube-agent, pid: 42",
            StopReport.Events("n1", new LastStop(StopReason.AgentOOMKilled, "", false), Mark, "b2", [], Now).Single().Message);
    }

    [Fact]
    public void Events_LongLog_EndWithItsNewestLinesInOneLine()
    {
        var tail = Enumerable.Range(0, 100).Select(i => $"line {i}").ToList();

        var message = StopReport.Events("n1", new LastStop(StopReason.AgentCrashed, "", false), Mark, "b2", tail, Now).Single().Message;

        Assert.EndsWith("line 98 | line 99", message);
        Assert.InRange(message.Length, 500, 1000);
        Assert.DoesNotContain('\n', message);
    }
}
