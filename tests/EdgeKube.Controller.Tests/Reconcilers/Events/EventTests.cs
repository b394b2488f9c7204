using EdgeKube.Controller.Reconcilers;
using EdgeKube.Controller.Reconcilers.Events;

namespace EdgeKube.Controller.Tests.Reconcilers.Events;

public sealed class EventTests
{
    private readonly EventCorrelator _correlator = new();

    [Fact]
    public void Correlate_SameEvent_CountsUp()
    {
        var created = Assert.IsType<EventVerdict.Create>(Correlate("m"));
        var repeat = Assert.IsType<EventVerdict.Repeat>(Correlate("m"));
        Assert.Equal((created.Name, 2), (repeat.Name, repeat.Count));
        Assert.Equal(3, Assert.IsType<EventVerdict.Repeat>(Correlate("m")).Count);
        Assert.StartsWith("p.", created.Name);
    }

    [Fact]
    public void Correlate_ManyAlike_BecomeOne()
    {
        var verdicts = Enumerable.Range(0, 12).Select(i => Correlate($"m{i}")).ToArray();
        Assert.All(verdicts.Take(10), verdict => Assert.IsType<EventVerdict.Create>(verdict));
        Assert.Equal("(combined from similar events): m10", Assert.IsType<EventVerdict.Create>(verdicts[10]).Message);
        Assert.Equal((2, "(combined from similar events): m11"), (((EventVerdict.Repeat)verdicts[11]).Count, ((EventVerdict.Repeat)verdicts[11]).Message));
    }

    [Fact]
    public void Correlate_Storm_IsDroppedUntilTokensReturn()
    {
        Assert.Equal(25, Enumerable.Range(0, 100).Count(i => Correlate($"m{i}") is not EventVerdict.Drop));
        Assert.IsType<EventVerdict.Drop>(Correlate("m", TimeSpan.FromSeconds(299)));
        Assert.IsNotType<EventVerdict.Drop>(Correlate("m", TimeSpan.FromSeconds(300)));
    }

    [Fact]
    public void Build_OlderAndNewerShape_AreAsRecorded()
    {
        var old = EventBuilder.Build(Facts("m", null), "n", "m", Build.Now);
        Assert.Equal((1, "c", null), (old.Count, old.Source!.Component, old.EventTime));
        var fresh = EventBuilder.Build(Facts("m", "Binding"), "n", "m", Build.Now);
        Assert.Equal((0, "c", Build.Now, "Binding"), (fresh.Count, fresh.ReportingComponent, fresh.EventTime!.Value, fresh.Action));
        Assert.Equal(2, EventBuilder.BuildRepeat(fresh, "m", 2, Build.Now).Series!.Count);
    }

    [Theory]
    [InlineData(0, 10, "")]
    [InlineData(60, 10, "a,b")]
    [InlineData(0, 1, "a,b")]
    public void Plan_AgeAndNumber_DecideNotDates(int extraMinutes, int limit, string expected)
    {
        KnownEvent[] known = [Known("a", 59 + extraMinutes), Known("c", -100), Known("b", 30 + extraMinutes)];
        var gone = EventExpiryPlanner.Plan(known, TimeSpan.FromHours(1), limit);
        Assert.Equal(expected, string.Join(',', gone.Select(one => one.Key.Name)));
        Assert.Empty(EventExpiryPlanner.Plan([.. known.Except(gone)], TimeSpan.FromHours(1), limit));
    }

    private static KnownEvent Known(string name, int minutes) => new(new("default", name), name, TimeSpan.FromMinutes(minutes));

    private static EventFacts Facts(string message, string? action) => new("c", EventBuilder.BuildReference(Build.Pod("p")), PlannedEvent.Normal("R", message), action);

    private EventVerdict Correlate(string message, TimeSpan now = default) => _correlator.Correlate(Facts(message, null), now, 1000);
}
