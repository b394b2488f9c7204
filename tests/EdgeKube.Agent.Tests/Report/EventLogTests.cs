using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Report;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Report;

public sealed class EventLogTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Add_TheSameAgain_RaisesTheCount()
    {
        var log = new EventLog("n1");
        var first = Assert.Single(log.Add(Event("BackOff")));
        var second = Assert.Single(log.Add(Event("BackOff") with { At = At.AddMinutes(1) }));

        Assert.Equal(first.Key, second.Key);
        var written = System.Text.Json.JsonSerializer.Deserialize(second.Content!.Value.Span, CoreJsonContext.Default.Event)!;
        Assert.Equal(2, written.Count);
        Assert.Equal(At, written.FirstTimestamp);
        Assert.Equal(At.AddMinutes(1), written.LastTimestamp);
    }

    [Fact]
    public void Add_MoreThanItHolds_DropsTheOldest()
    {
        var log = new EventLog("n1");
        var first = Assert.Single(log.Add(Event("First")));
        for (var i = 1; i < EventLog.Capacity; i++)
        {
            Assert.Single(log.Add(Event($"R{i}")));
        }

        var changes = log.Add(Event("Last"));

        Assert.Equal(2, changes.Count);
        Assert.Equal(first.Key, changes[1].Key);
        Assert.Null(changes[1].Content);
    }

    private static PodEvent Event(string reason) => new(new PodKey("default", "web"), "uid", "main", "Warning", reason, "text", At);
}
