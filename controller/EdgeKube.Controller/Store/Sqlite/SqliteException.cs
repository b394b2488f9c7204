namespace EdgeKube.Controller.Store.Sqlite;

/// <param name="extendedCode">SQLite's extended result code; its low byte is the primary code.</param>
internal sealed class SqliteException(int extendedCode, string message) : Exception($"{message} (SQLite {extendedCode})")
{
    public int Code => extendedCode & 0xff;
}
