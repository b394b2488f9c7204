using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Tests.Store;

public sealed class WatchTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryStore _at = new(path => new StoreOptions { Path = path, WatcherQueue = 64, HistoryEvents = 5000 });
    private readonly CancellationTokenSource _end = new(Limit);

    public void Dispose()
    {
        _end.Dispose();
        _at.Dispose();
    }

    [Fact]
    public async Task Watch_FromThePast_ReplaysThenFollowsWithPreviousValues()
    {
        await _at.PutAsync("/a/1", "one");
        await _at.PutAsync("/b/1", "other");
        await _at.PutAsync("/a/1", "two");
        var watch = _at.Store.Watch("/a/", 1, _end.Token);
        await _at.DeleteAsync("/a/1");

        var events = await TakeAsync(watch, 2);

        Assert.Equal([(3L, "two", "one"), (4L, null, "two")], events.Select(e => (e.ModRevision, Text(e.Entry), Text(e.Previous))));
    }

    [Fact]
    public async Task Watch_ConcurrentWriters_LosesAndDoublesNothing()
    {
        const int writers = 8, each = 100;
        var watches = Enumerable.Range(0, 4).Select(_ => Task.Run(() => TakeAsync(_at.Store.Watch("/a/", 0, _end.Token), writers * each)));
        var watching = watches.ToArray();

        await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                await _at.PutAsync($"/a/{w}", $"{i}");
            }
        })));

        foreach (var events in await Task.WhenAll(watching))
        {
            Assert.Equal(Enumerable.Range(1, writers * each).Select(r => (long)r), events.Select(e => e.ModRevision));
            foreach (var ofOneKey in events.GroupBy(e => e.Key))
            {
                Assert.Equal(Enumerable.Range(0, each).Select(i => $"{i}"), ofOneKey.Select(e => Text(e.Entry)));
            }
        }
    }

    [Fact]
    public async Task Watch_EventSeen_IsReadable()
    {
        var watch = Task.Run(async () =>
        {
            await foreach (var change in _at.Store.Watch("/a/", 0, _end.Token))
            {
                Assert.True(_at.Store.Revision >= change.ModRevision);
                Assert.True(_at.Store.Find(change.Key)!.ModRevision >= change.ModRevision);
                if (change.ModRevision == 100)
                {
                    return;
                }
            }
        });
        for (var i = 0; i < 100; i++)
        {
            await _at.PutAsync("/a/1", $"{i}");
        }

        await watch;
    }

    [Fact]
    public async Task Watch_SlowReader_IsEndedAndWritersAreNot()
    {
        await using var watch = _at.Store.Watch("/a/", 0, _end.Token).GetAsyncEnumerator();
        for (var i = 0; i < 100; i++)
        {
            await _at.PutAsync("/a/1", $"{i}");
        }

        var seen = 0;
        var exception = await Assert.ThrowsAsync<SlowWatcherException>(async () =>
        {
            while (await watch.MoveNextAsync())
            {
                Assert.Equal(++seen, watch.Current.ModRevision);
            }
        });
        Assert.Equal(64, seen);
        Assert.Contains("list again", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_Compacted_TellsToListAgain()
    {
        for (var i = 0; i < 10; i++)
        {
            await _at.PutAsync("/a/1", $"{i}");
        }

        await _at.Store.CompactAsync(6, CancellationToken.None);

        Assert.Equal(6, _at.Store.CompactedRevision);
        Assert.Throws<CompactedException>(() => _at.Store.Watch("/a/", 5, _end.Token));
        Assert.Equal(7, (await TakeAsync(_at.Store.Watch("/a/", 6, _end.Token), 1))[0].ModRevision);
        Assert.Equal("9", _at.Value("/a/1"));
    }

    [Fact]
    public void Watch_BeyondTheStore_IsRefused() =>
        Assert.Throws<FutureRevisionException>(() => _at.Store.Watch("/a/", 1, _end.Token));

    [Fact]
    public async Task Watch_Cancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        var watch = TakeAsync(_at.Store.Watch("/a/", 0, stop.Token), 1);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
    }

    [Fact]
    public async Task Watch_StoreCloses_EndsQuietly()
    {
        await _at.PutAsync("/a/1", "x");
        var watch = TakeAsync(_at.Store.Watch("/a/", 0, _end.Token), int.MaxValue);

        _at.Close();

        Assert.Single(await watch);
    }

    private static string? Text(StoreEntry? entry) => entry is null ? null : TemporaryStore.Text(entry);

    private static async Task<List<StoreEvent>> TakeAsync(IAsyncEnumerable<StoreEvent> watch, int count)
    {
        var events = new List<StoreEvent>();
        await foreach (var change in watch)
        {
            events.Add(change);
            if (events.Count == count)
            {
                break;
            }
        }

        return events;
    }
}
