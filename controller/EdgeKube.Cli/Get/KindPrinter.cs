using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EdgeKube.Api;

namespace EdgeKube.Cli.Get;

/// <summary>The columns of a kind and how an object fills them.</summary>
internal sealed record KindPrinter(IReadOnlyList<Column> Columns, Func<JsonObject, DateTimeOffset, IReadOnlyList<string>> Cells)
{
    public static KindPrinter Of<T>(JsonTypeInfo<T> type, ObjectTable table)
        where T : ApiObject => new(
            [.. table.Columns.Select(column => new Column(column.Name.ToUpperInvariant(), column.IsWide))],
            (json, now) => [.. table.Cells(json.Deserialize(type)!, now).Select(cell => cell.ToString())]);
}
