using EdgeKube.Controller.Store.Sqlite;

namespace EdgeKube.Controller.Store;

/// <summary>Asks a disk that has just refused a write why, by writing a byte beside it.</summary>
internal static class DiskProbe
{
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    /// <summary>In SQLite's words; null: it takes the byte, or fails in a way that has no name here.</summary>
    public static int? FindCause(string directory)
    {
        try
        {
            var path = Path.Combine(directory, $".probe-{Environment.ProcessId}");
            using var probe = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
            RandomAccess.Write(probe, [0], fileOffset: 0);
            RandomAccess.FlushToDisk(probe);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // On Unix this is the errno; access denied keeps it further inside.
            return (e is UnauthorizedAccessException ? e.InnerException?.HResult : e.HResult) switch
            {
                NoSpace or QuotaExceeded => ResultCode.Full,
                ReadOnlyFileSystem => ResultCode.ReadOnly,
                _ => null,
            };
        }
    }
}
