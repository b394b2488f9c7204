using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>
/// Tables of kinds that have schema files, from the lines of their columns: <c>NAME[*][:TYPE] = CELL</c>, where a star means wide. A cell is
/// a path (<c>spec.type</c>), a function of a path (<c>count status.active</c>), or a function of the whole object (<c>job-status</c>); behind
/// <c>?</c> stands what is shown when there is nothing. <c>@Age</c> and <c>@Created</c> are the columns of those names.
/// </summary>
public static class SchemaTable
{
    public static ObjectTable Of(KindSchema kind)
    {
        var columns = kind.Columns.Select(Parse).ToArray();
        return ObjectTable.Of<SchemaObject>(
            [TableColumn.ObjectName, .. columns.Where(column => column.Column is not null).Select(column => column.Column!)],
            (obj, now) => [obj.Name, .. columns.Select(column => column.Cell(obj, now))]);
    }

    private static (TableColumn? Column, Func<SchemaObject, DateTimeOffset, TableCell> Cell) Parse(string line)
    {
        switch (line)
        {
            case "@Age":
                return (TableColumn.Age, Age);
            case "@AgeCell":
                // Kubernetes serves this one without a column for it.
                return (null, Age);
            case "@Created":
                return (new TableColumn("Created At", "date"), (obj, _) => obj.Metadata.CreationTimestamp is { } created ? Rfc3339.Format(created) : "");
        }

        var (head, cell) = Divide(line, " = ");
        var (name, type) = Divide(head, ":");
        var isWide = name.EndsWith('*');
        var column = type == "name" ? new TableColumn(name, Format: type) : new TableColumn(name.TrimEnd('*'), type.Length == 0 ? "string" : type, IsWide: isWide);
        return (column, ParseCell(cell));
    }

    private static TableCell Age(SchemaObject obj, DateTimeOffset now) => HumanDuration.Since(obj.Metadata.CreationTimestamp, now);

    private static Func<SchemaObject, DateTimeOffset, TableCell> ParseCell(string cell)
    {
        var (expression, otherwise) = Divide(cell, " ? ");
        var (function, path) = Divide(expression, " ");
        if (path.Length > 0)
        {
            var (names, compute) = (path.Split('.'), PathCells.Find(function) ?? throw new FormatException($"column '{cell}': no function '{function}'"));
            return (obj, now) => Or(compute(obj.Find(names), now), otherwise);
        }

        if (ObjectCells.Find(function) is { } known)
        {
            return (obj, now) => Or(known(obj, now), otherwise);
        }

        var plain = expression.Split('.');
        return (obj, now) => Or(PathCells.Plain(obj.Find(plain), otherwise), otherwise);
    }

    private static TableCell Or(TableCell cell, string otherwise) =>
        otherwise.Length > 0 && cell is { Number: null, Flag: null } && cell.ToString().Length == 0 ? PathCells.Number(otherwise) : cell;

    private static (string Head, string Tail) Divide(string text, string at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return index < 0 ? (text, "") : (text[..index], text[(index + at.Length)..]);
    }
}
