using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Report;

namespace EdgeKube.Agent.Tests.Report;

public sealed class EventLogTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Add_TheSameAgain_RaisesTheCount()
    {
        var log = new EventLog("n1");
        var first = log.Add(Event("BackOff"));
        var second = log.Add(Event("BackOff") with { At = At.AddMinutes(1) });

        Assert.Equal(first.Name, second.Name);
        Assert.Equal(2, second.Count);
        Assert.Equal(At, second.FirstTimestamp);
        Assert.Equal(At.AddMinutes(1), second.LastTimestamp);
    }

    [Fact]
    public void Add_AfterAnEarlierRunsEvent_GoesOnCounting()
    {
        var before = new EventLog("n1");
        var kept = before.Add(Event("BackOff"));
        var log = new EventLog("n1");
        log.Keep(kept with { Count = 7 });

        Assert.Equal(8, log.Add(Event("BackOff")).Count);
    }

    [Fact]
    public void Add_MoreThanItHolds_CountsTheOldestAnew()
    {
        var log = new EventLog("n1");
        for (var i = 0; i <= EventLog.Capacity; i++)
        {
            log.Add(Event($"R{i}"));
        }

        Assert.Equal(2, log.Add(Event($"R{EventLog.Capacity}")).Count);
        Assert.Equal(1, log.Add(Event("R0")).Count);
    }

    [Fact]
    public void Add_AboutTheNode_IsAsTheKubeletSaysIt()
    {
        var e = new EventLog("n1").Add(new NodeEvent("Warning", "Rebooted", "Node n1 has been rebooted, boot id: b", At));

        Assert.Equal("default", e.Namespace);
        Assert.StartsWith("n1.", e.Name);
        Assert.Equal(("Node", "n1", "n1"), (e.InvolvedObject!.Kind, e.InvolvedObject.Name, e.InvolvedObject.Uid));
    }

    private static PodEvent Event(string reason) => new(new PodKey("default", "web"), "uid", "main", "Warning", reason, "text", At);
}
