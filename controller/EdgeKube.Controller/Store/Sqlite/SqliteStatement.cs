using System.Text;

namespace EdgeKube.Controller.Store.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0, as in SQLite.</summary>
internal sealed unsafe class SqliteStatement(SqliteConnection connection, StatementHandle handle) : IDisposable
{
    private const int NullType = 5;

    // SQLite copies the bytes before the call returns.
    private static readonly IntPtr Transient = -1;

    public SqliteStatement Bind(int index, long value)
    {
        connection.Check(NativeMethods.BindInt64(handle, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        fixed (byte* text = utf8)
        {
            connection.Check(NativeMethods.BindText(handle, index, text, utf8.Length, Transient));
        }

        return this;
    }

    public SqliteStatement Bind(int index, ReadOnlyMemory<byte>? value)
    {
        if (value is not { } bytes)
        {
            connection.Check(NativeMethods.BindNull(handle, index));
            return this;
        }

        fixed (byte* start = bytes.Span)
        {
            // An empty span has no address, and SQLite would take that for NULL: a deletion.
            connection.Check(bytes.IsEmpty
                ? NativeMethods.BindZeroBlob(handle, index, 0)
                : NativeMethods.BindBlob(handle, index, start, bytes.Length, Transient));
        }

        return this;
    }

    /// <summary>True: a row can be read. False: the statement is done.</summary>
    public bool Step()
    {
        var code = NativeMethods.Step(handle);
        connection.Check(code);
        return code == ResultCode.Row;
    }

    /// <summary>Runs a statement that returns no rows, and makes it ready for the next use whether or not it failed.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            _ = NativeMethods.Reset(handle);
        }
    }

    public long GetInt64(int column) => NativeMethods.ColumnInt64(handle, column);

    public string GetText(int column) => Encoding.UTF8.GetString(Bytes(column));

    public byte[]? GetBlob(int column) => NativeMethods.ColumnType(handle, column) == NullType ? null : Bytes(column).ToArray();

    public void Dispose() => handle.Dispose();

    private ReadOnlySpan<byte> Bytes(int column)
    {
        // In this order: asking for the length first could convert the value under the pointer.
        var start = NativeMethods.ColumnBlob(handle, column);
        return new ReadOnlySpan<byte>(start, NativeMethods.ColumnBytes(handle, column));
    }
}
