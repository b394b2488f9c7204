namespace EdgeKube.Controller.Store;

/// <summary>The file's format. One table of versions, appended to: a put costs one row, and the newest row of a key is its value.</summary>
internal static class StoreSchema
{
    public const long ApplicationId = 0x45444b42;
    public const long Version = 1;

    /// <summary>Before the first read: one owner, and no shared-memory file that a full disk could take away under it.</summary>
    public const string OwnAlone = "PRAGMA locking_mode=EXCLUSIVE";

    // These take effect only before the first table exists.
    public static readonly IReadOnlyList<string> Layout =
        ["PRAGMA page_size=4096", "PRAGMA auto_vacuum=INCREMENTAL", "PRAGMA journal_mode=WAL"];

    /// <summary>Each commit is on disk when it returns; the checkpoint is the writer's own work, after the callers have their answer.</summary>
    public static readonly IReadOnlyList<string> Session =
        ["PRAGMA synchronous=FULL", "PRAGMA journal_size_limit=16777216", "PRAGMA cache_size=-1024"];

    public static readonly IReadOnlyList<string> Tables =
    [
        "CREATE TABLE log(row INTEGER PRIMARY KEY, key TEXT NOT NULL, value BLOB, created INTEGER NOT NULL, checksum INTEGER NOT NULL)",
        "CREATE TABLE meta(name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID",
        "CREATE TABLE volatile_collections(prefix TEXT PRIMARY KEY) WITHOUT ROWID",
        $"PRAGMA application_id={ApplicationId}",
        $"PRAGMA user_version={Version}",
    ];
}
