using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Tests.Store;

public sealed class RestartTests : IDisposable
{
    private readonly TemporaryStore _at = new(path => new StoreOptions { Path = path, HistoryEvents = 20, PruneRows = 8, RevisionBlock = 100 });
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(20));

    public void Dispose()
    {
        _end.Dispose();
        _at.Dispose();
    }

    [Fact]
    public async Task Reopen_AfterWrites_KeepsAllOfIt()
    {
        await _at.PutAsync("/a/1", "one");
        await _at.PutAsync("/a/2", "");
        await _at.PutAsync("/a/ü", "drei");
        await _at.DeleteAsync("/a/1");
        await _at.PutAsync("/a/2", "two");
        var (id, before) = (_at.Store.StoreId, _at.Store.Range("/"));

        _at.Reopen();

        Assert.Equal(id, _at.Store.StoreId);
        Assert.Equal(Describe(before), Describe(_at.Store.Range("/")));
        Assert.Equal(["del /a/1", "put /a/2 two"], await EventsAfterAsync(3));
    }

    [Fact]
    public async Task Reopen_AfterManyUpdates_KeepsCurrentAndBoundedHistory()
    {
        var random = new Random(5);
        for (var i = 0; i < 500; i++)
        {
            var key = $"/a/{random.Next(30)}";
            _ = random.Next(4) == 0 ? await _at.DeleteAsync(key) : await _at.PutAsync(key, $"{i}");
        }

        var before = _at.Store.Range("/");
        var recent = before.Revision - 5;
        var events = await EventsAfterAsync(recent);

        _at.Reopen();

        Assert.Equal(Describe(before), Describe(_at.Store.Range("/")));
        Assert.Equal(events, await EventsAfterAsync(recent));
        Assert.InRange(_at.Store.CompactedRevision, before.Revision - 60, before.Revision - 5);
        Assert.Throws<CompactedException>(() => _at.Store.Watch("/", 1, _end.Token));
    }

    [Fact]
    public async Task Reopen_DeletedAndCompacted_RevisionDoesNotGoBack()
    {
        await _at.PutAsync("/a/1", "x");
        await _at.DeleteAsync("/a/1");
        await _at.Store.CompactAsync(2, CancellationToken.None);

        _at.Reopen();

        Assert.Equal(2, _at.Store.Revision);
        Assert.Equal(3, await _at.PutAsync("/a/1", "x"));
    }

    [Fact]
    public async Task PutVolatile_WhileRunning_IsReadAndWatchedAndCostsNoDiskWrite()
    {
        await _at.PutVolatileAsync("/leases/n1", "0");
        var before = _at.Store.DiskTransactions;
        for (var i = 1; i <= 50; i++)
        {
            await _at.PutVolatileAsync("/leases/n1", $"{i}");
        }

        Assert.Equal(before, _at.Store.DiskTransactions);
        Assert.Equal("50", _at.Value("/leases/n1"));
        Assert.Equal(["put /leases/n1 50"], await EventsAfterAsync(_at.Store.Revision - 1));
    }

    [Fact]
    public async Task Reopen_AfterVolatileWrites_TheyAreGoneAndRevisionsGoOn()
    {
        var highest = await _at.PutAsync("/nodes/n1", "saved");
        for (var i = 0; i < 7; i++)
        {
            for (var beat = 0; beat < 40; beat++)
            {
                await _at.PutVolatileAsync("/leases/n1", $"{beat}");
                highest = await _at.PutVolatileAsync("/nodes/n1", $"{beat}");
            }

            _at.Reopen();

            Assert.Null(_at.Store.Find("/leases/n1"));
            Assert.Equal("saved", _at.Value("/nodes/n1"));
            Assert.True(_at.Store.Revision > highest, $"{_at.Store.Revision} after {highest}");
        }
    }

    [Fact]
    public async Task Watch_VolatileCollectionFromBeforeTheRestart_TellsToListAgain()
    {
        await _at.PutVolatileAsync("/leases/n1", "x");
        var last = await _at.PutAsync("/pods/p", "x");

        _at.Reopen();

        Assert.Throws<CompactedException>(() => _at.Store.Watch("/leases/", last, _end.Token));
        Assert.Throws<CompactedException>(() => _at.Store.Watch("/", last, _end.Token));
        _ = _at.Store.Watch("/pods/", last, _end.Token);
        _ = _at.Store.Watch("/leases/", _at.Store.Range("/leases/").Revision, _end.Token);
    }

    [Fact]
    public async Task PutVolatile_OverSavedKeyThenSavedAgain_PrunesTheRightRows()
    {
        await _at.PutAsync("/a/1", "first");
        await _at.PutVolatileAsync("/a/1", "beat");
        await _at.Store.CompactAsync(2, CancellationToken.None);
        _at.Reopen();
        Assert.Equal("first", _at.Value("/a/1"));

        await _at.PutVolatileAsync("/a/1", "beat");
        await _at.PutAsync("/a/1", "second");
        await _at.PutVolatileAsync("/a/1", "beat");
        await _at.Store.CompactAsync(_at.Store.Revision, CancellationToken.None);
        _at.Reopen();
        Assert.Equal("second", _at.Value("/a/1"));

        await _at.PutVolatileAsync("/a/1", "beat");
        await _at.DeleteAsync("/a/1");
        _at.Reopen();
        Assert.Null(_at.Store.Find("/a/1"));
    }

    private static IEnumerable<(string, string, long, long)> Describe(StoreRange range) =>
        range.Entries.Select(e => (e.Key, TemporaryStore.Text(e), e.CreateRevision, e.ModRevision));

    /// <summary>All events up to the newest revision.</summary>
    private async Task<List<string>> EventsAfterAsync(long revision)
    {
        var events = new List<string>();
        var newest = _at.Store.Revision;
        await foreach (var change in _at.Store.Watch("/", revision, _end.Token))
        {
            events.Add(change.Entry is null ? $"del {change.Key}" : $"put {change.Key} {TemporaryStore.Text(change.Entry)}");
            if (change.ModRevision == newest)
            {
                break;
            }
        }

        return events;
    }
}
