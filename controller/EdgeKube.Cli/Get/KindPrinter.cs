using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EdgeKube.Api;

namespace EdgeKube.Cli.Get;

/// <summary>The columns of a kind and how an object fills them.</summary>
internal sealed record KindPrinter(IReadOnlyList<Column> Columns, Func<JsonObject, DateTimeOffset, IReadOnlyList<string>> Cells)
{
    public static KindPrinter Of<T>(JsonTypeInfo<T> type, IReadOnlyList<Column> columns, Func<T, DateTimeOffset, IReadOnlyList<string>> cells)
        where T : ApiObject
        => new(columns, (json, now) => cells(json.Deserialize(type)!, now));
}
