using EdgeKube.Controller.Store.Sqlite;

namespace EdgeKube.Controller.Store;

/// <summary>Words for SQLite's failures.</summary>
internal static class StoreErrors
{
    public static StoreUnavailableException Unavailable(string path, SqliteException exception) => new(
        exception.Code switch
        {
            ResultCode.Full => $"store \"{path}\": the disk is full: nothing was written; free space there and try again",
            ResultCode.ReadOnly => $"store \"{path}\": the file system is read-only: nothing was written; make it writable and try again",
            _ => $"store \"{path}\": the disk did not take the write: {exception.Message}; check the disk and try again",
        },
        exception);

    /// <summary>A failure while opening, before anything was written.</summary>
    public static Exception Opening(string path, SqliteException exception) => exception.Code switch
    {
        ResultCode.Corrupt or ResultCode.NotADatabase => new StoreDamagedException(path, exception.Message),
        ResultCode.Busy => new StoreLockedException(path),
        _ => Unavailable(path, exception),
    };
}
