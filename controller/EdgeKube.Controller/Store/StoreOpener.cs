using EdgeKube.Controller.Store.Sqlite;

namespace EdgeKube.Controller.Store;

/// <summary>Opens or creates the file. Until the file has proved itself nothing is written to it, nor when it is closed again.</summary>
internal static class StoreOpener
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static (SqliteConnection Connection, LoadedStore Loaded) Open(string path, IStoreSeal? seal)
    {
        try
        {
            CreateFile(path);
            var hadLog = File.Exists(path + "-wal");
            var connection = SqliteConnection.Open(path);
            try
            {
                return (connection, Prepare(connection, path, seal));
            }
            catch
            {
                connection.Dispose();
                if (!hadLog)
                {
                    // Reading alone makes an empty one.
                    File.Delete(path + "-wal");
                }

                throw;
            }
        }
        catch (SqliteException exception)
        {
            throw StoreErrors.Opening(path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"store \"{path}\": cannot be opened: {exception.Message}", exception);
        }
    }

    // SQLite gives the write-ahead log the mode of the main file, so that is made first, and readable by its owner only.
    private static void CreateFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!, OwnerOnly | UnixFileMode.UserExecute);
        var file = new FileInfo(path);
        var log = new FileInfo(path + "-wal");
        if (log is { Exists: true, Length: > 0 } && file is not { Exists: true, Length: > 0 })
        {
            // SQLite would throw the log away, which is all that is left.
            throw new StoreDamagedException(path, "the main file is missing or empty, but its write-ahead log is not");
        }

        if (!file.Exists)
        {
            // Never on an existing file: closing it again would drop the locks of another store in this process.
            new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }).Dispose();
        }
    }

    private static LoadedStore Prepare(SqliteConnection connection, string path, IStoreSeal? seal)
    {
        connection.SetCheckpointOnClose(false);
        connection.Execute(StoreSchema.OwnAlone);
        connection.Execute("PRAGMA cell_size_check=ON");
        if (IsEmpty(connection))
        {
            Create(connection);
        }
        else
        {
            Prove(connection, path);
        }

        var loaded = StoreLoader.Load(connection, path, seal);
        foreach (var pragma in StoreSchema.Session)
        {
            connection.Execute(pragma);
        }

        File.SetUnixFileMode(path, OwnerOnly);
        connection.SetCheckpointOnClose(true);
        return loaded;
    }

    // Also what a death in the middle of the creation leaves behind.
    private static bool IsEmpty(SqliteConnection connection) =>
        connection.QueryInt64("PRAGMA application_id") == 0 && connection.QueryInt64("SELECT count(*) FROM sqlite_master") == 0;

    private static void Create(SqliteConnection connection)
    {
        foreach (var pragma in StoreSchema.Layout)
        {
            connection.Execute(pragma);
        }

        connection.Execute("PRAGMA synchronous=FULL");
        connection.Execute("BEGIN IMMEDIATE");
        foreach (var statement in StoreSchema.Tables)
        {
            connection.Execute(statement);
        }

        connection.Execute($"INSERT INTO meta(name, value) VALUES('store_id', '{Guid.NewGuid()}'), ('reserved', 0), ('compacted', 0)");
        connection.Execute("COMMIT");
    }

    private static void Prove(SqliteConnection connection, string path)
    {
        if (connection.QueryInt64("PRAGMA application_id") != StoreSchema.ApplicationId)
        {
            throw new StoreDamagedException(path, "it is an SQLite database, but not EdgeKube's");
        }

        var version = connection.QueryInt64("PRAGMA user_version");
        if (version > StoreSchema.Version)
        {
            throw new StoreVersionException(path, version, StoreSchema.Version);
        }

        var verdict = connection.QueryText("PRAGMA quick_check(1)");
        if (verdict != "ok")
        {
            throw new StoreDamagedException(path, verdict.ReplaceLineEndings(" "));
        }
    }
}
