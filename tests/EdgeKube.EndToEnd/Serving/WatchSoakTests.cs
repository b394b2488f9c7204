using System.Diagnostics;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>
/// A thousand watchers of one collection that is written to all the time: whoever watches sees every change of every object once and in order, and
/// memory does not grow. <c>./build.sh torture soak</c> goes on for ten minutes.
/// </summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class WatchSoakTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Watchers = 1000;
    private const int Objects = 40;

    // Enough that their own waiting for the disk does not set the pace.
    private const int Writers = 8;
    private const int WritesPerSecond = 200;

    // A machine that is too slow for the pace sets its own: a watcher that is a thousand events behind would have to list again.
    private const int MostBehind = 500;

    // Of PSS, from the first third to the end.
    private const double MostGrowth = 1.25;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(Number("EDGEKUBE_SOAK_SECONDS", 120));
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly ServedController _served = new();
    private readonly EventLedger[] _ledgers = [.. Enumerable.Range(0, Watchers).Select(_ => new EventLedger(Objects))];
    private readonly int[] _written = new int[Objects];

    public async Task InitializeAsync()
    {
        await _served.StartAsync();
        await SoakObjects.CreateAsync(_served, Objects);
    }

    public Task DisposeAsync()
    {
        _served.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Watch_AThousandWatchersOfABusyCollection_SeeEverythingOnceAndInOrder()
    {
        using var end = new CancellationTokenSource();
        var watches = await OpenAsync(end.Token);
        var readers = watches.Zip(_ledgers, (watch, ledger) => Task.Run(() => watch.ReadAsync(ledger.Take, end.Token))).ToArray();

        var (since, cpu) = (Stopwatch.GetTimestamp(), ProcessFigures.CpuSeconds(_served.Controller.Pid));
        var memory = 0L;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(writer, since)).Append(SampleAsync(kib => memory = kib)));
        var took = Stopwatch.GetElapsedTime(since);
        long total = _written.Sum();
        await Eventually.True(() => _ledgers.All(ledger => ledger.Seen >= total), Limit, TimeSpan.FromMilliseconds(50));
        var after = ProcessFigures.Pss(_served.Controller.Pid);
        var cost = (ProcessFigures.CpuSeconds(_served.Controller.Pid) - cpu) * 1e6 / (total * Watchers);

        Assert.Empty(_ledgers.SelectMany(ledger => ledger.Faults));
        Assert.All(_ledgers, ledger => Assert.Equal(total, ledger.Seen));
        Assert.All(readers, reader => Assert.False(reader.IsCompleted));
        output.WriteLine($"figure: soak of {took.TotalSeconds:F0} s: {Watchers} watchers, {total / took.TotalSeconds:F0} writes/s, {total * Watchers / took.TotalSeconds:F0} events/s, none lost, doubled or out of order; {cost:F1} us of the controller's processor time for each; PSS {memory >> 10} MiB after a third, {after >> 10} MiB at the end");
        Assert.True(after <= (memory * MostGrowth) + (8 << 10), $"memory grew from {memory} to {after} KiB");

        await end.CancelAsync();
        await Task.WhenAll(readers).ContinueWith(_ => { }, TaskScheduler.Default);
        Array.ForEach(watches, watch => watch.Dispose());
    }

    [Fact]
    public async Task Watch_OneWriteAtATime_ReachesAThousandWatchers()
    {
        using var end = new CancellationTokenSource();
        var watches = await OpenAsync(end.Token);
        var readers = watches.Zip(_ledgers, (watch, ledger) => Task.Run(() => watch.ReadAsync(ledger.Take, end.Token))).ToArray();
        var times = new List<double>();
        for (var n = 1; n <= 60; n++)
        {
            var since = Stopwatch.GetTimestamp();
            await SoakObjects.WriteAsync(_served, 0, n);
            Assert.True(SpinWait.SpinUntil(() => _ledgers.All(ledger => ledger.Seen >= n), Limit));
            times.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        times.Sort();
        output.WriteLine($"figure: a write reaches all of {Watchers} watchers after {times[30]:F1} ms (median of 60, {times[57]:F1} at 95 %)");
        await end.CancelAsync();
        await Task.WhenAll(readers).ContinueWith(_ => { }, TaskScheduler.Default);
        Array.ForEach(watches, watch => watch.Dispose());
    }

    private async Task<LineWatch[]> OpenAsync(CancellationToken cancellationToken)
    {
        var from = SoakObjects.WatchPath(await SoakObjects.RevisionAsync(_served));
        var watches = new LineWatch[Watchers];
        for (var i = 0; i < Watchers; i++)
        {
            watches[i] = await LineWatch.OpenAsync(_served.Address, from, cancellationToken);
        }

        return watches;
    }

    private async Task WriteAsync(int writer, long since)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds((double)Writers / WritesPerSecond));
        for (var i = 0; Stopwatch.GetElapsedTime(since) < Duration; i++)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            await Eventually.True(() => _written.Sum() - _ledgers.Min(ledger => ledger.Seen) < MostBehind, Limit);
            var number = (i % (Objects / Writers) * Writers) + writer;
            await SoakObjects.WriteAsync(_served, number, _written[number] + 1);
            _written[number]++;
        }
    }

    private async Task SampleAsync(Action<long> tell)
    {
        await Task.Delay(Duration / 3, TimeProvider.System);
        tell(ProcessFigures.Pss(_served.Controller.Pid));
    }

    private static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;
}
