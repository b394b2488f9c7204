using System.Text;
using EdgeKube.Controller.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Controller.Tests.Store;

/// <summary>A real store in a directory of its own, removed with it. Can be closed and opened again.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly Func<string, StoreOptions> _options;
    private SqliteClusterStore? _store;

    public TemporaryStore(Func<string, StoreOptions>? options = null, string? directory = null)
    {
        Directory = directory ?? System.IO.Directory.CreateTempSubdirectory("ek-store-").FullName;
        _options = options ?? (path => new StoreOptions { Path = path });
        Reopen();
    }

    public string Directory { get; }

    public string Path => System.IO.Path.Combine(Directory, "data", "store.db");

    public SqliteClusterStore Store => _store ?? throw new InvalidOperationException("closed");

    public void Reopen()
    {
        Close();
        _store = SqliteClusterStore.Open(_options(Path), NullLogger.Instance);
    }

    /// <summary>What a second controller on the same file would do.</summary>
    public void OpenAgain() => SqliteClusterStore.Open(_options(Path), NullLogger.Instance).Dispose();

    public void Close()
    {
        _store?.Dispose();
        _store = null;
    }

    public async Task<long> PutAsync(string key, string value) => await CommitAsync(new StoreTransaction().Put(key, Bytes(value)));

    public async Task<long> PutVolatileAsync(string key, string value) =>
        await CommitAsync(new StoreTransaction().PutVolatile(key, Bytes(value)));

    public async Task<long> DeleteAsync(string key) => await CommitAsync(new StoreTransaction().Delete(key));

    public string? Value(string key) => Store.Find(key) is { } entry ? Text(entry) : null;

    public static ReadOnlyMemory<byte> Bytes(string value) => Encoding.UTF8.GetBytes(value);

    public static string Text(StoreEntry entry) => Encoding.UTF8.GetString(entry.Value.Span);

    public void Dispose()
    {
        Close();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private async Task<long> CommitAsync(StoreTransaction transaction)
    {
        var commit = await Store.CommitAsync(transaction, CancellationToken.None);
        Assert.True(commit.Succeeded);
        return commit.Revision;
    }
}
