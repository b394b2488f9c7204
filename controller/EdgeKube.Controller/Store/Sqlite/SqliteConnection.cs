using System.Runtime.InteropServices;
using System.Text;

namespace EdgeKube.Controller.Store.Sqlite;

/// <summary>One connection, used by one thread at a time.</summary>
internal sealed unsafe class SqliteConnection : IDisposable
{
    private const int ReadWriteCreateNoMutexExtendedCodes = 0x2 | 0x4 | 0x8000 | 0x0200_0000;
    private const int NoCheckpointOnClose = 1006;
    private const int PassiveCheckpoint = 0;

    private readonly ConnectionHandle _handle;
    private readonly int* _walPages;

    private SqliteConnection(ConnectionHandle handle)
    {
        _handle = handle;
        _walPages = (int*)NativeMemory.AllocZeroed(sizeof(int));
        // Takes the place of SQLite's own checkpoints. PRAGMA wal_autocheckpoint, with any value, would take it away again.
        NativeMethods.WalHook(handle, &OnCommit, _walPages);
    }

    /// <summary>The length of the write-ahead log after the last commit, in pages not yet copied to the main file.</summary>
    public int WalPages => *_walPages;

    public bool InTransaction => NativeMethods.GetAutoCommit(_handle) == 0;

    public static SqliteConnection Open(string path)
    {
        var code = NativeMethods.Open(path, out var handle, ReadWriteCreateNoMutexExtendedCodes, null);
        if (code != ResultCode.Ok)
        {
            using (handle)
            {
                throw Error(handle, code);
            }
        }

        return new SqliteConnection(handle);
    }

    public SqliteStatement Prepare(string sql)
    {
        var utf8 = Encoding.UTF8.GetBytes(sql);
        fixed (byte* text = utf8)
        {
            Check(NativeMethods.Prepare(_handle, text, utf8.Length, out var statement, IntPtr.Zero));
            return new SqliteStatement(this, statement);
        }
    }

    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        while (statement.Step())
        {
        }
    }

    public long QueryInt64(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.GetInt64(0) : 0;
    }

    public string QueryText(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.GetText(0) : "";
    }

    /// <summary>While off, closing leaves the main file and the write-ahead log exactly as they are.</summary>
    public void SetCheckpointOnClose(bool enabled) =>
        Check(NativeMethods.Configure(_handle, NoCheckpointOnClose, enabled ? 0 : 1, out _));

    /// <summary>Copies the write-ahead log into the main file; the next commit then begins the log anew.</summary>
    public void Checkpoint()
    {
        Check(NativeMethods.Checkpoint(_handle, null, PassiveCheckpoint, out _, out _));
        *_walPages = 0;
    }

    public void Check(int code)
    {
        if (code is not (ResultCode.Ok or ResultCode.Row or ResultCode.Done))
        {
            throw Error(_handle, code);
        }
    }

    public void Dispose()
    {
        if (!_handle.IsClosed)
        {
            _handle.Dispose();
            NativeMemory.Free(_walPages);
        }
    }

    private static SqliteException Error(ConnectionHandle handle, int code) =>
        new(code, handle.IsInvalid ? "out of memory" : Marshal.PtrToStringUTF8(NativeMethods.ErrorMessage(handle)) ?? "unknown error");

    [UnmanagedCallersOnly]
    private static int OnCommit(int* walPages, IntPtr connection, byte* database, int pages)
    {
        *walPages = pages;
        return ResultCode.Ok;
    }
}
