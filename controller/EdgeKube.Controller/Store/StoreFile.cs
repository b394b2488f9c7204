using EdgeKube.Controller.Store.Sqlite;

namespace EdgeKube.Controller.Store;

/// <summary>The open database: what the writer thread does to it. Every failure is a <see cref="StoreUnavailableException"/>.</summary>
internal sealed class StoreFile : IDisposable
{
    private const int PruneChunk = 4096;

    private readonly SqliteConnection _connection;
    private readonly StoreOptions _options;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _deleteNewer;
    private readonly SqliteStatement _setMeta;
    private readonly SqliteStatement _addCollection;
    private bool _lastWriteFailed;

    public StoreFile(SqliteConnection connection, StoreOptions options)
    {
        _connection = connection;
        _options = options;
        _begin = connection.Prepare("BEGIN IMMEDIATE");
        _commit = connection.Prepare("COMMIT");
        _insert = connection.Prepare("INSERT INTO log(row, key, value, created, checksum) VALUES(?, ?, ?, ?, ?)");
        _delete = connection.Prepare("DELETE FROM log WHERE row = ?");
        _deleteNewer = connection.Prepare("DELETE FROM log WHERE row >= ?");
        _setMeta = connection.Prepare("INSERT INTO meta(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value");
        _addCollection = connection.Prepare("INSERT OR IGNORE INTO volatile_collections(prefix) VALUES(?)");
    }

    /// <summary>Disk transactions since the file was opened: each costs one sync.</summary>
    public long Transactions { get; private set; }

    /// <summary>Returns when the plan is on disk.</summary>
    /// <param name="durableRevision">The revision before the plan: what an earlier failed attempt may have left above it is removed.</param>
    public void Write(BatchPlan plan, long durableRevision)
    {
        _options.CrashPoint?.Invoke(CrashPoints.BeforeBegin);
        InTransaction(() =>
        {
            _options.CrashPoint?.Invoke(CrashPoints.AfterBegin);
            if (_lastWriteFailed)
            {
                _deleteNewer.Bind(1, StoreRow.Id(durableRevision + 1, 0)).Run();
            }

            WriteContents(plan);
            _options.CrashPoint?.Invoke(CrashPoints.BeforeCommit);
        });
        _lastWriteFailed = false;
        _options.CrashPoint?.Invoke(CrashPoints.AfterCommitBeforeAck);
    }

    /// <summary>Deletes rows, in chunks so that commits need not wait for long, and remembers the compacted revision with them.</summary>
    /// <returns>How many of the rows are gone; the caller brings the rest again.</returns>
    public int Prune(IReadOnlyList<long> rows, long compactedRevision)
    {
        var count = Math.Min(rows.Count, PruneChunk);
        InTransaction(() =>
        {
            SetMeta("compacted", compactedRevision);
            for (var i = 0; i < count; i++)
            {
                _delete.Bind(1, rows[i]).Run();
            }
        });
        _options.CrashPoint?.Invoke(CrashPoints.AfterPrune);
        return count;
    }

    /// <summary>Copies the log back when it has grown, and gives many free pages back to the file system.</summary>
    public void Tidy()
    {
        if (_connection.WalPages < _options.CheckpointPages)
        {
            return;
        }

        Guard(() =>
        {
            if (_connection.QueryInt64("PRAGMA freelist_count") > _options.FreePages)
            {
                _connection.Execute($"PRAGMA incremental_vacuum({_options.FreePages / 2})");
            }

            _options.CrashPoint?.Invoke(CrashPoints.DuringCheckpoint);
            _connection.Checkpoint();
        });
    }

    public void Dispose()
    {
        SqliteStatement[] statements = [_begin, _commit, _insert, _delete, _deleteNewer, _setMeta, _addCollection];
        foreach (var statement in statements)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private void WriteContents(BatchPlan plan)
    {
        var written = 0;
        foreach (var change in plan.Events.Where(e => e.Row != 0))
        {
            Insert(change);
            if (written++ == 0)
            {
                _options.CrashPoint?.Invoke(CrashPoints.MidTransaction);
            }
        }

        if (plan.Reserve is { } reserve)
        {
            SetMeta("reserved", reserve);
        }

        foreach (var collection in plan.NewVolatileCollections)
        {
            _addCollection.Bind(1, collection).Run();
        }
    }

    private void Insert(StoreEvent change)
    {
        var created = change.Entry?.CreateRevision ?? 0;
        var value = change.Entry is { } entry ? _options.Seal?.Seal(entry.Key, change.Row, entry.Value) ?? entry.Value : default(ReadOnlyMemory<byte>?);
        var checksum = StoreRow.Checksum(change.Row, created, change.Key, value.GetValueOrDefault().Span, change.IsDelete);
        _insert.Bind(1, change.Row).Bind(2, change.Key).Bind(3, value).Bind(4, created).Bind(5, checksum).Run();
    }

    private void SetMeta(string name, long value) => _setMeta.Bind(1, name).Bind(2, value).Run();

    private void InTransaction(Action work) => Guard(() =>
    {
        _begin.Run();
        work();
        _commit.Run();
        Transactions++;
    });

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (SqliteException exception)
        {
            _lastWriteFailed = true;
            RollBack();
            throw StoreErrors.Unavailable(_options.Path, exception);
        }
    }

    // SQLite has often rolled back by itself; if this fails too, the next BEGIN reports it and is answered the same way.
    private void RollBack()
    {
        try
        {
            if (_connection.InTransaction)
            {
                _connection.Execute("ROLLBACK");
            }
        }
        catch (SqliteException)
        {
        }
    }
}
