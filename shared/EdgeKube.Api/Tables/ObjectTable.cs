namespace EdgeKube.Api;

/// <summary>How objects of a kind look in a table: for the API's Table answers, and for edgectl.</summary>
public sealed record ObjectTable
{
    private readonly Func<ApiObject, DateTimeOffset, IReadOnlyList<TableCell>> _cells;

    private ObjectTable(IReadOnlyList<TableColumn> columns, Func<ApiObject, DateTimeOffset, IReadOnlyList<TableCell>> cells)
    {
        Columns = columns;
        _cells = cells;
    }

    public IReadOnlyList<TableColumn> Columns { get; }

    public static ObjectTable Of<T>(IReadOnlyList<TableColumn> columns, Func<T, DateTimeOffset, IReadOnlyList<TableCell>> cells)
        where T : ApiObject => new(columns, (obj, now) => cells((T)obj, now));

    /// <summary>One cell for each column.</summary>
    /// <param name="obj">An object of the table's kind.</param>
    /// <param name="now">What ages are counted from.</param>
    public IReadOnlyList<TableCell> Cells(ApiObject obj, DateTimeOffset now) => _cells(obj, now);
}
