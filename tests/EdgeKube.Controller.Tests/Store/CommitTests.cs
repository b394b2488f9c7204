using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Tests.Store;

public sealed class CommitTests : IDisposable
{
    private readonly TemporaryStore _at = new();

    public void Dispose() => _at.Dispose();

    [Fact]
    public async Task CommitAsync_SeveralWrites_ShareOneRevision()
    {
        await _at.PutAsync("/c/gone", "x");

        var commit = await _at.Store.CommitAsync(
            new StoreTransaction().Put("/c/a", TemporaryStore.Bytes("1")).Put("/c/b", default).Delete("/c/gone"), CancellationToken.None);

        Assert.Equal(2, commit.Revision);
        Assert.Equal(2, _at.Store.Revision);
        Assert.Equal([("/c/a", 2L, 2L), ("/c/b", 2L, 2L)], _at.Store.Range("/c/").Entries.Select(e => (e.Key, e.CreateRevision, e.ModRevision)));
    }

    [Fact]
    public async Task CommitAsync_Update_KeepsCreateRevision()
    {
        await _at.PutAsync("/c/a", "1");
        await _at.PutAsync("/c/a", "2");

        var entry = _at.Store.Find("/c/a")!;

        Assert.Equal((1L, 2L, "2"), (entry.CreateRevision, entry.ModRevision, TemporaryStore.Text(entry)));
    }

    [Fact]
    public async Task CommitAsync_ConditionDoesNotHold_NamesKeyAndRevisionAndChangesNothing()
    {
        await _at.PutAsync("/c/a", "1");
        await _at.PutAsync("/c/b", "1");

        var commit = await _at.Store.CommitAsync(
            new StoreTransaction().When("/c/a", 1).When("/c/b", 1).Put("/c/a", default).Put("/c/new", default), CancellationToken.None);

        Assert.Equal(new StoreCommit(2, new StoreConflict("/c/b", 2)), commit);
        Assert.Equal(2, _at.Store.Revision);
        Assert.Null(_at.Store.Find("/c/new"));
    }

    [Theory]
    [InlineData("/c/a", 0, false)]
    [InlineData("/c/absent", 0, true)]
    [InlineData("/c/absent", 1, false)]
    [InlineData("/c/a", 1, true)]
    public async Task CommitAsync_Condition_HoldsOnlyAtThatRevision(string key, long revision, bool succeeds)
    {
        await _at.PutAsync("/c/a", "1");

        var commit = await _at.Store.CommitAsync(new StoreTransaction().When(key, revision).Put("/c/x", default), CancellationToken.None);

        Assert.Equal(succeeds, commit.Succeeded);
    }

    [Fact]
    public async Task CommitAsync_NothingToDelete_TakesNoRevision()
    {
        await _at.PutAsync("/c/a", "1");

        Assert.Equal(1, await _at.DeleteAsync("/c/absent"));
        Assert.Equal(1, _at.Store.Revision);
    }

    [Fact]
    public async Task CommitAsync_ManyRacers_EveryIncrementCounts()
    {
        await _at.PutAsync("/c/counter", "0");

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(IncrementAsync)));

        Assert.Equal("64", _at.Value("/c/counter"));
        Assert.Equal(65, _at.Store.Revision);
    }

    [Fact]
    public async Task CommitAsync_ConcurrentWriters_ShareDiskTransactions()
    {
        var before = _at.Store.DiskTransactions;

        await Task.WhenAll(Enumerable.Range(0, 64).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await _at.PutAsync($"/c/{writer}", $"{i}");
            }
        })));

        Assert.Equal(64 * 20, _at.Store.Revision);
        Assert.InRange(_at.Store.DiskTransactions - before, 20, 64 * 20 / 4);
    }

    [Fact]
    public async Task CommitAsync_CancelledBeforehand_DoesNothing()
    {
        var commit = _at.Store.CommitAsync(new StoreTransaction().Put("/c/a", default), new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
        Assert.Equal(1, await _at.PutAsync("/c/b", "1"));
        Assert.Null(_at.Store.Find("/c/a"));
    }

    [Fact]
    public async Task CommitAsync_AfterClose_IsUnavailable()
    {
        var store = _at.Store;
        _at.Close();

        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            store.CommitAsync(new StoreTransaction().Put("/c/a", default), CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("c/a")]
    [InlineData("/c/\0")]
    public void Put_BadKey_IsRefused(string key) => Assert.Throws<ArgumentException>(() => new StoreTransaction().Put(key, default));

    [Fact]
    public void Put_HalfASurrogatePair_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new StoreTransaction().Put("/c/" + (char)0xd800, default));

    [Fact]
    public void Put_SameKeyTwice_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new StoreTransaction().Put("/c/a", default).Delete("/c/a"));

    [Fact]
    public void Put_ValueTooLarge_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new StoreTransaction().Put("/c/a", new byte[StoreTransaction.MaxValueBytes + 1]));

    private async Task IncrementAsync()
    {
        while (true)
        {
            var entry = _at.Store.Find("/c/counter")!;
            var next = $"{int.Parse(TemporaryStore.Text(entry)) + 1}";
            var transaction = new StoreTransaction().When(entry.Key, entry.ModRevision).Put(entry.Key, TemporaryStore.Bytes(next));
            if ((await _at.Store.CommitAsync(transaction, CancellationToken.None)).Succeeded)
            {
                return;
            }
        }
    }
}
