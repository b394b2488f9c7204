using EdgeKube.Api;
using EdgeKube.Controller.Fleet.Usage;
using EdgeKube.Controller.Tests.Store;
using EdgeKube.Link.Traffic;
using EdgeKube.Link.Trust;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Fleet;

public sealed class LinkLedgerTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly ManualTimeProvider _time = new(new(2026, 11, 10, 0, 0, 0, TimeSpan.Zero));
    private bool _isTrusted = true;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Read_AfterAnOrderlyRestart_GoesOnFromThere()
    {
        var ledger = Open();
        ledger.Connect("n1", TimeSpan.FromMinutes(1));
        ledger.Count("n1", TrafficClass.Status, 1000);
        ledger.Count("passer-by", TrafficClass.Status, 1000);
        var before = ledger.Read("n1");
        using var stopping = new CancellationTokenSource();
        var running = ledger.RunAsync(stopping.Token);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(before, Open().Read("n1"));
        Assert.Equal(0, Open().Read("passer-by").Counts.Total);
        Assert.Equal(1000 + WireCost.Unacknowledged + WireCost.Connection, before.Counts.Total);
    }

    [Fact]
    public async Task RunAsync_NothingCounted_WritesNothing()
    {
        var ledger = Open();
        ledger.Read("n1");
        var revision = _store.Store.Revision;
        using var stopping = new CancellationTokenSource();
        var running = ledger.RunAsync(stopping.Token);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(revision, _store.Store.Revision);
    }

    [Fact]
    public void Read_MonthTurns_OnlyByAClockThatIsBelieved()
    {
        var ledger = Open();
        ledger.Count("n1", TrafficClass.Events, 1000);
        _isTrusted = false;
        _time.Advance(TimeSpan.FromDays(25));
        Assert.Equal((11, 1000 + WireCost.Unacknowledged), (ledger.Read("n1").Month.Month, ledger.Read("n1").Counts.Total));

        _isTrusted = true;
        Assert.Equal((12, 0L), (ledger.Read("n1").Month.Month, ledger.Read("n1").Counts.Total));
    }

    [Fact]
    public void Build_NodesWithAndWithoutBudget_TellsBoth()
    {
        var ledger = Open();
        ledger.Count("n1", TrafficClass.Logs, 750);
        _time.Advance(TimeSpan.FromDays(1));
        Node[] nodes =
        [
            new() { Metadata = new() { Name = "n2" } },
            new() { Metadata = new() { Name = "n1", Annotations = new Dictionary<string, string> { ["edgekube.io/link-budget"] = "1Mi" } } },
        ];

        var items = LinkUsageDocument.Build(nodes, ledger, _time.GetUtcNow())["items"]!.AsArray();

        Assert.Equal(
            """{"node":"n1","month":"2026-11","since":"2026-11-10T00:00:00Z","bytes":{"control":0,"status":0,"events":0,"logs":1000,"other":0},"total":1000,"forecast":21000,"budget":1048576}""",
            items[0]!.ToJsonString());
        Assert.Null(items[1]!["budget"]);
    }

    private LinkLedger Open() => new(_store.Store, name => name == "n1", () => new TimeReading(_time.GetUtcNow(), _isTrusted), _time);
}
