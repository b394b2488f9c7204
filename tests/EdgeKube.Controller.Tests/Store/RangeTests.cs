using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Tests.Store;

public sealed class RangeTests : IDisposable
{
    private readonly TemporaryStore _at = new();

    public RangeTests()
    {
        var keys = new StoreTransaction();
        foreach (var key in (string[])["/b/z", "/a/3", "/a/1", "/a/2", "/a/10", "/a", "/a0"])
        {
            keys.Put(key, default);
        }

        _at.Store.CommitAsync(keys, CancellationToken.None).Wait();
    }

    public void Dispose() => _at.Dispose();

    [Theory]
    [InlineData("/a/", null, 0, "/a/1 /a/10 /a/2 /a/3", 0)]
    [InlineData("/a/", null, 2, "/a/1 /a/10", 2)]
    [InlineData("/a/", "/a/10", 0, "/a/2 /a/3", 0)]
    [InlineData("/a/", "/a/11", 1, "/a/2", 1)]
    [InlineData("/a/", "/a/3", 5, "", 0)]
    [InlineData("/a/", "/zzz", 0, "", 0)]
    [InlineData("/a/", "/", 0, "/a/1 /a/10 /a/2 /a/3", 0)]
    [InlineData("/a", null, 0, "/a /a/1 /a/10 /a/2 /a/3 /a0", 0)]
    [InlineData("", null, 1, "/a", 6)]
    [InlineData("/c/", null, 0, "", 0)]
    public void Range_Prefix_ReturnsSortedPage(string prefix, string? startAfter, int limit, string expected, int remaining)
    {
        var range = _at.Store.Range(prefix, startAfter, limit);

        Assert.Equal(expected, string.Join(' ', range.Entries.Select(e => e.Key)));
        Assert.Equal((remaining, 1L), (range.Remaining, range.Revision));
    }

    [Fact]
    public async Task Range_WritesAfterwards_DoNotChangeIt()
    {
        var range = _at.Store.Range("/a/");

        await _at.PutAsync("/a/1", "changed");

        Assert.Equal((1L, 0), (range.Revision, range.Entries[0].Value.Length));
    }
}
