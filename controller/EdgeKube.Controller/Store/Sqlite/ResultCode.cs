namespace EdgeKube.Controller.Store.Sqlite;

/// <summary>SQLite's primary result codes that the store tells apart.</summary>
internal static class ResultCode
{
    public const int Ok = 0;
    public const int Busy = 5;
    public const int ReadOnly = 8;
    public const int InputOutput = 10;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int CannotOpen = 14;
    public const int NotADatabase = 26;
    public const int Row = 100;
    public const int Done = 101;
}
