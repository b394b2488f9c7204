using System.Text.Json;
using EdgeKube.Agent.Report;
using EdgeKube.Api;
using EdgeKube.Link.Sync;

namespace EdgeKube.Agent.Tests.Report;

public sealed class EventBacklogTests
{
    private static readonly Func<string, bool> Nothing = _ => false;
    private static readonly Func<string, bool> Everything = _ => true;

    [Fact]
    public void Next_MoreThanTheWindow_GivesTheOldestFirstAsTheyAreTaken()
    {
        var backlog = Backlog(new EventLimits { Window = 2 }, 5);

        Assert.Equal(["web.0000", "web.0001"], Names(backlog.Next(Nothing)));
        Assert.Empty(backlog.Next(Nothing));
        Assert.Equal(["web.0002", "web.0003"], Names(backlog.Next(Everything)));
        Assert.Equal(["web.0004"], Names(backlog.Next(Everything)));
        Assert.Empty(backlog.Next(Everything));
        Assert.True(backlog.IsEmpty);
    }

    [Fact]
    public void Next_DeliveredOnes_LeaveTheReportWithTheNextEvent()
    {
        var backlog = Backlog(new EventLimits(), 1);
        backlog.Next(Nothing);
        Assert.Empty(backlog.Next(Everything));

        backlog.Add(TestEvents.Pod(7));
        var changes = backlog.Next(Everything);

        Assert.Equal(("Event/default/web.0000", true), (changes[0].Key, changes[0].Content is null));
        Assert.Equal(("Event/default/web.0007", true), (changes[1].Key, changes[1].Content is not null));
        Assert.Equal(2, changes.Count);
    }

    [Fact]
    public void Add_TheSameNameAgain_TellsTheNewestOnce()
    {
        var backlog = Backlog(new EventLimits(), 2);
        backlog.Add(TestEvents.Pod(0) with { Count = 9 });

        var changes = backlog.Next(Nothing);

        Assert.Equal(["web.0001", "web.0000"], Names(changes));
        Assert.Equal(9, Read(changes[1]).Count);
    }

    [Fact]
    public void Add_TheSameNameWhileItIsOnItsWay_IsToldAgain()
    {
        var backlog = Backlog(new EventLimits(), 1);
        backlog.Next(Nothing);
        backlog.Add(TestEvents.Pod(0) with { Count = 2 });

        Assert.Equal(2, Read(Assert.Single(backlog.Next(Nothing))).Count);
        backlog.Next(Everything);
        Assert.True(backlog.IsEmpty);
    }

    [Theory]
    [InlineData(10, 1_000_000)]
    [InlineData(1000, 5_000)]
    public void Add_MoreThanIsKept_DropsTheOldestAndMarksTheGapFirst(int maxEvents, int maxBytes)
    {
        var backlog = Backlog(new EventLimits { MaxEvents = maxEvents, MaxBytes = maxBytes, Window = 1000 }, 100);

        var events = backlog.Next(Nothing).Select(Read).ToList();
        var gap = events[0];

        Assert.InRange(events.Count, 5, 20);
        Assert.Equal(("EventsDropped", 100 - events.Count + 1), (gap.Reason, gap.Count));
        Assert.Equal((TestEvents.At(0), TestEvents.At(gap.Count - 1)), (gap.FirstTimestamp, gap.LastTimestamp));
        Assert.Contains($"{gap.Count} events between 2026-01-02T03:00:00Z and", gap.Message);
        Assert.Equal(Enumerable.Range(gap.Count, events.Count - 1).Select(i => $"web.{i:D4}"), events.Skip(1).Select(e => e.Name));
    }

    [Fact]
    public void Add_MoreThanIsKept_KeepsWhatIsAboutTheNode()
    {
        var backlog = new EventBacklog("n1", new EventLimits { MaxEvents = 3 });
        backlog.Add(TestEvents.Node(0));
        for (var i = 1; i < 20; i++)
        {
            backlog.Add(TestEvents.Pod(i));
        }

        Assert.Equal(["n1.0000", "web.0018", "web.0019"], Names(backlog.Next(Nothing))[1..]);
    }

    [Fact]
    public void Add_AfterTheGapWasDelivered_BeginsAnotherGap()
    {
        var backlog = Backlog(new EventLimits { MaxEvents = 1 }, 2);
        var first = Names(backlog.Next(Nothing))[0];
        backlog.Next(Everything);
        backlog.Add(TestEvents.Pod(3));
        backlog.Add(TestEvents.Pod(4));

        var second = backlog.Next(Nothing).Where(c => c.Content is not null).Select(Read).First();

        Assert.NotEqual(first, second.Name);
        Assert.Equal(("EventsDropped", 1), (second.Reason, second.Count));
    }

    private static EventBacklog Backlog(EventLimits limits, int events)
    {
        var backlog = new EventBacklog("n1", limits);
        for (var i = 0; i < events; i++)
        {
            backlog.Add(TestEvents.Pod(i));
        }

        return backlog;
    }

    private static List<string> Names(IReadOnlyList<SetChange> changes) => [.. changes.Where(c => c.Content is not null).Select(c => Read(c).Name)];

    private static Event Read(SetChange change) => JsonSerializer.Deserialize(change.Content!.Value.Span, CoreJsonContext.Default.Event)!;
}
