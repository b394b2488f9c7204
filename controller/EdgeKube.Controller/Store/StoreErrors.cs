using EdgeKube.Controller.Store.Sqlite;

namespace EdgeKube.Controller.Store;

/// <summary>Words for SQLite's failures.</summary>
internal static class StoreErrors
{
    public static StoreUnavailableException Unavailable(string path, SqliteException exception) => new(
        Cause(path, exception) switch
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

    // SQLite knows a file system that was read-only from the start; one that became it after an error is to it an error like any other.
    private static int Cause(string path, SqliteException exception) => exception.Code is ResultCode.InputOutput or ResultCode.CannotOpen
        ? DiskProbe.FindCause(Path.GetDirectoryName(path) ?? ".") ?? exception.Code
        : exception.Code;
}
