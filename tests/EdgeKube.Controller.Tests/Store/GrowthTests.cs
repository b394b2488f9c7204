using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Tests.Store;

public sealed class GrowthTests : IDisposable
{
    private readonly TemporaryStore _at = new(
        path => new StoreOptions { Path = path, HistoryEvents = 50, PruneRows = 20, CheckpointPages = 100, FreePages = 50 });

    public void Dispose() => _at.Dispose();

    [Fact]
    public async Task CommitAsync_EndlessUpdates_KeepFileAndLogSmall()
    {
        for (var i = 0; i < 1000; i++)
        {
            await _at.PutAsync("/a/1", new string('x', 20_000));
        }

        // 20 MB went through; 50 to 70 versions of 20 kB are kept, and the log is copied back at 100 pages.
        Assert.InRange(new FileInfo(_at.Path).Length, 1, 4 << 20);
        Assert.InRange(new FileInfo(_at.Path + "-wal").Length, 1, 2 << 20);
    }

    [Fact]
    public async Task CommitAsync_AfterMuchWasDeleted_GivesSpaceBack()
    {
        for (var i = 0; i < 200; i++)
        {
            await _at.PutAsync($"/a/{i}", new string('x', 20_000));
        }

        var full = new FileInfo(_at.Path).Length;
        for (var i = 0; i < 200; i++)
        {
            await _at.DeleteAsync($"/a/{i}");
        }

        for (var i = 0; i < 400; i++)
        {
            await _at.PutAsync("/b/1", new string('x', 10_000));
        }

        Assert.InRange(new FileInfo(_at.Path).Length, 1, full / 2);
    }
}
