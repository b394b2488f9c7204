using EdgeKube.Controller.Store.Sqlite;

namespace EdgeKube.Controller.Store;

/// <summary>Reads the whole file into memory and checks every row on the way.</summary>
internal static class StoreLoader
{
    public static LoadedStore Load(SqliteConnection connection, string path, IStoreSeal? seal)
    {
        var storeId = connection.QueryText("SELECT value FROM meta WHERE name = 'store_id'");
        var reserved = connection.QueryInt64("SELECT value FROM meta WHERE name = 'reserved'");
        var compacted = connection.QueryInt64("SELECT value FROM meta WHERE name = 'compacted'");
        if (!Guid.TryParse(storeId, out _))
        {
            throw new StoreDamagedException(path, "it has no store id");
        }

        var replay = new StoreReplay(compacted);
        ReplayRows(connection, path, seal, replay);
        var collections = ReadCollections(connection);
        var revision = Math.Max(Math.Max(replay.LastRevision, reserved), compacted);
        if (collections.Count > 0)
        {
            // One more than anyone can have seen while volatile entries lived: an older watch on them is told to list again.
            revision++;
        }

        return new LoadedStore(
            storeId, new StoreSnapshot(revision, replay.BuildEntries()), replay.Events, compacted, reserved, collections, replay.UnneededRows);
    }

    private static void ReplayRows(SqliteConnection connection, string path, IStoreSeal? seal, StoreReplay replay)
    {
        using var rows = connection.Prepare("SELECT row, key, value, created, checksum FROM log ORDER BY row");
        while (rows.Step())
        {
            var (row, key, value, created) = (rows.GetInt64(0), rows.GetText(1), rows.GetBlob(2), rows.GetInt64(3));
            if (StoreRow.Checksum(row, created, key, value, value is null) != rows.GetInt64(4))
            {
                throw new StoreDamagedException(path, $"the row of key \"{key}\" at revision {StoreRow.RevisionOf(row)} does not match its checksum");
            }

            replay.Add(row, key, value is null ? null : Open(path, seal, key, row, value), created);
        }
    }

    private static byte[] Open(string path, IStoreSeal? seal, string key, long row, byte[] value)
    {
        try
        {
            return seal?.Open(key, row, value) ?? value;
        }
        catch (StoreSealException e)
        {
            throw new StoreDamagedException(path, e.Message);
        }
    }

    private static List<string> ReadCollections(SqliteConnection connection)
    {
        var collections = new List<string>();
        using var rows = connection.Prepare("SELECT prefix FROM volatile_collections");
        while (rows.Step())
        {
            collections.Add(rows.GetText(0));
        }

        return collections;
    }
}
