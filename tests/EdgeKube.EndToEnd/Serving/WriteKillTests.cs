using System.Net.Sockets;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>
/// The controller is killed again and again under 64 writers: what was acknowledged is there, revisions never go back, and a watch goes on where
/// it was. <c>./build.sh torture kills</c> does it 500 times.
/// </summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class WriteKillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Writers = 64;
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("EDGEKUBE_WRITE_KILLS"), out var kills) ? kills : 50;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ServedController _served = new();
    private readonly EventLedger _ledger = new(Writers);
    private readonly int[] _acknowledged = new int[Writers];
    private readonly int[] _attempted = new int[Writers];
    private readonly long[] _revisions = new long[Writers];

    public async Task InitializeAsync()
    {
        await _served.StartAsync();
        await SoakObjects.CreateAsync(_served, Writers);
    }

    public Task DisposeAsync()
    {
        _served.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Kill_Under64Writers_KeepsWhatWasAcknowledgedAndItsWatchesResume()
    {
        var from = await SoakObjects.RevisionAsync(_served);
        var (random, answered) = (new Random(4711), 0L);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var ended = new CancellationTokenSource();
            var watch = await LineWatch.OpenAsync(_served.Address, SoakObjects.WatchPath(Math.Max(from, _ledger.Revision)), CancellationToken.None);
            var watching = watch.ReadAsync(_ledger.Take, CancellationToken.None);
            var writing = Enumerable.Range(0, Writers).Select(WriteAsync).ToArray();
            var wanted = _ledger.Seen + random.Next(1, 500);
            await Eventually.True(() => _ledger.Seen >= wanted, Limit, TimeSpan.FromMilliseconds(1));
            await _served.Controller.KillAsync();
            await Task.WhenAll(writing);
            await watching;
            watch.Dispose();

            await _served.StartAsync();
            await VerifyAsync();
            answered = _acknowledged.Sum();
        }

        using var last = await LineWatch.OpenAsync(_served.Address, SoakObjects.WatchPath(_ledger.Revision), CancellationToken.None);
        _ = last.ReadAsync(_ledger.Take, CancellationToken.None);
        await Eventually.True(() => Enumerable.Range(0, Writers).All(i => _ledger.Last(i) == _acknowledged[i]), Limit);
        Assert.Empty(_ledger.Faults);
        output.WriteLine($"figure: {Kills} kills under {Writers} writers: {answered} writes there after all of them, none that was acknowledged is lost, {_ledger.Seen} events seen by a watch that resumed {Kills} times, none lost or doubled");
    }

    // What was not answered may be there, or not: the writer goes on from what it finds.
    private async Task VerifyAsync()
    {
        for (var i = 0; i < Writers; i++)
        {
            var (n, revision) = await SoakObjects.ReadAsync(_served, i);
            Assert.InRange(n, _acknowledged[i], _attempted[i]);
            Assert.True(revision >= _revisions[i], $"soak-{i} went back from revision {_revisions[i]} to {revision}");
            (_acknowledged[i], _attempted[i], _revisions[i]) = (n, n, revision);
        }

        Assert.True(await SoakObjects.RevisionAsync(_served) >= _revisions.Max());
    }

    private async Task WriteAsync(int number)
    {
        try
        {
            while (true)
            {
                var revision = await SoakObjects.WriteAsync(_served, number, ++_attempted[number]);
                Assert.True(revision > _revisions[number], $"soak-{number}: revision {revision} after {_revisions[number]}");
                (_acknowledged[number], _revisions[number]) = (_attempted[number], revision);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            // The controller is gone.
        }
    }
}
