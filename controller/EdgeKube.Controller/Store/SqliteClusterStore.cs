using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Store;

/// <summary>
/// The store in one SQLite file: everything current is in memory, the file is read once at the start and only written after.
/// </summary>
internal sealed class SqliteClusterStore : IClusterStore, IDisposable
{
    private readonly StoreFile _file;
    private readonly StoreMemory _memory;
    private readonly StoreWriter _writer;

    private SqliteClusterStore(StoreFile file, StoreMemory memory, StoreWriter writer, string storeId)
    {
        _file = file;
        _memory = memory;
        _writer = writer;
        StoreId = storeId;
    }

    public string StoreId { get; }

    public long Revision => _memory.Snapshot.Revision;

    public long CompactedRevision => _memory.CompactedRevision;

    /// <summary>Disk transactions since the store was opened; concurrent commits share them.</summary>
    public long DiskTransactions => _file.Transactions;

    /// <exception cref="StoreDamagedException">The file cannot be trusted; it was not changed.</exception>
    /// <exception cref="StoreVersionException">A newer release wrote the file; it was not changed.</exception>
    /// <exception cref="StoreLockedException">Another process has it open.</exception>
    /// <exception cref="StoreUnavailableException">The file system did not let it be opened or created.</exception>
    public static SqliteClusterStore Open(StoreOptions options, ILogger logger)
    {
        var (connection, loaded) = StoreOpener.Open(options.Path, options.Seal);
        var file = new StoreFile(connection, options);
        var memory = new StoreMemory(loaded, options.WatcherQueue);
        var writer = new StoreWriter(options, file, memory, loaded, logger);
        logger.Opened(options.Path, loaded.Snapshot.Revision, loaded.Snapshot.Entries.Count);
        return new SqliteClusterStore(file, memory, writer, loaded.StoreId);
    }

    public StoreEntry? Find(string key) => _memory.Snapshot.Find(key);

    public StoreRange Range(string prefix, string? startAfter = null, int limit = 0) => _memory.Snapshot.Range(prefix, startAfter, limit);

    public StoreRange RangeAt(string prefix, long revision) => _memory.RangeAt(prefix, revision);

    public Task<StoreCommit> CommitAsync(StoreTransaction transaction, CancellationToken cancellationToken) =>
        _writer.SubmitAsync(new PendingWork(transaction, compactThrough: 0), cancellationToken);

    public IAsyncEnumerable<StoreEvent> Watch(string prefix, long afterRevision, CancellationToken cancellationToken) =>
        Watch(new KeyFilter(prefix), afterRevision, cancellationToken);

    public IAsyncEnumerable<StoreEvent> Watch(KeyFilter keys, long afterRevision, CancellationToken cancellationToken) =>
        _memory.Watch(keys, afterRevision, cancellationToken);

    public Task CompactAsync(long throughRevision, CancellationToken cancellationToken) => throughRevision > Revision
        ? throw new FutureRevisionException(throughRevision, Revision)
        : _writer.SubmitAsync(new PendingWork(null, throughRevision), cancellationToken);

    /// <summary>Finishes what was submitted, ends the watches and closes the file.</summary>
    public void Dispose()
    {
        _writer.Close();
        _memory.Close();
        _file.Dispose();
    }
}
