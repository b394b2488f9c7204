using System.Text;
using EdgeKube.Agent.Report;
using EdgeKube.Link;
using EdgeKube.Link.Sync;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.Report;

public sealed class EventForwarderTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-forward-").FullName;
    private readonly ManualTimeProvider _time = new(TestEvents.Start);
    private readonly LinkPair _pair = new();

    private string Journal => Path.Combine(_directory, "events");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Status_ChangedAThousandTimesOffline_IsSentOnceAndAsTheNewest()
    {
        for (var i = 0; i < 1000; i++)
        {
            _pair.Step(new LinkEvent.Changed([new SetChange("Pod/default/web", Encoding.UTF8.GetBytes($"status {i}"))]));
        }

        _pair.Connect();

        Assert.Equal("status 999", Encoding.UTF8.GetString(Assert.Single(_pair.Taken).Content.Span));
        Assert.True(_pair.Node.IsReportInSync);
    }

    [Fact]
    public void Next_AfterHoursOffline_DeliversAllInOrder()
    {
        var forwarder = Open(new EventLimits());
        for (var i = 0; i < 200; i++)
        {
            Add(forwarder, i);
        }

        _pair.Connect();
        Drain(forwarder);

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"Event/default/web.{i:D4}"), _pair.Taken.Select(t => t.Key));
    }

    [Fact]
    public void Next_LinkCutAgainAndAgain_DeliversEachOnce()
    {
        var forwarder = Open(new EventLimits { Window = 4 });
        for (var i = 0; i < 100; i++)
        {
            Add(forwarder, i);
            _pair.Connect();
            Pump(forwarder);
            _pair.Disconnect();
        }

        _pair.Connect();
        Drain(forwarder);

        Assert.Equal(100, _pair.Taken.Count(t => t.Key.StartsWith("Event/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Next_BudgetAsksForTime_DeliversTogetherWhenItIsDue()
    {
        var forwarder = new EventForwarder("n1", Journal, new EventLimits(), () => TimeSpan.FromSeconds(5), _time, NullLogger.Instance)
        {
            Interval = () => TimeSpan.FromHours(1),
        };
        _pair.Connect();
        Add(forwarder, 0);
        Drain(forwarder);
        Assert.Single(_pair.Taken);

        Add(forwarder, 1);
        Add(forwarder, 2);
        Assert.Empty(forwarder.Next(_pair.Node.IsReported));
        _time.Advance(TimeSpan.FromHours(1));
        Drain(forwarder);
        Assert.Equal(3, _pair.Taken.Count);
    }

    [Fact]
    public async Task RunAsync_Offline_KeepsEventsOverADeath()
    {
        using (var stopping = new CancellationTokenSource())
        {
            var forwarder = Open(new EventLimits());
            var running = forwarder.RunAsync(stopping.Token);
            Add(forwarder, 0);
            Add(forwarder, 1);
            await Eventually.True(() => Advance() && File.Exists(Journal) && new FileInfo(Journal).Length > 0, Limit);
            var written = forwarder.BytesWritten;
            await stopping.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
            Assert.Equal(written, forwarder.BytesWritten);
        }

        var next = Open(new EventLimits());
        _pair.Connect();
        Drain(next);
        Assert.Equal(["Event/default/web.0000", "Event/default/web.0001"], _pair.Taken.Select(t => t.Key));
    }

    [Fact]
    public async Task RunAsync_Online_WritesNothing()
    {
        using var stopping = new CancellationTokenSource();
        var forwarder = Open(new EventLimits());
        var running = forwarder.RunAsync(stopping.Token);
        _pair.Connect();
        for (var i = 0; i < 500; i++)
        {
            Add(forwarder, i);
            Drain(forwarder);
        }

        Advance();
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(500, _pair.Taken.Count);
        Assert.Equal(0, forwarder.BytesWritten);
        Assert.Equal(0, new FileInfo(Journal).Length);
    }

    private EventForwarder Open(EventLimits limits) => new("n1", Journal, limits, () => TimeSpan.FromSeconds(5), _time, NullLogger.Instance);

    private static void Add(EventForwarder forwarder, int number) => forwarder.Add(_ => TestEvents.Pod(number));

    private bool Advance()
    {
        _time.Advance(TimeSpan.FromSeconds(6));
        return true;
    }

    private bool Pump(EventForwarder forwarder)
    {
        var changes = forwarder.Next(_pair.Node.IsReported);
        _pair.Step(new LinkEvent.Changed(changes));
        return changes.Count > 0;
    }

    private void Drain(EventForwarder forwarder)
    {
        while (Pump(forwarder))
        {
        }
    }
}
