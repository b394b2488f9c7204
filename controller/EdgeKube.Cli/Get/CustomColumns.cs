using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.JsonPath;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Get;

/// <summary>Columns as a person describes them: <c>NAME:.metadata.name,NODE:.spec.nodeName</c>.</summary>
internal sealed record CustomColumns(IReadOnlyList<(string Header, JsonPathExpression Path)> Columns)
{
    /// <exception cref="CommandException">They are described wrongly.</exception>
    public static CustomColumns Parse(string text)
    {
        if (text.Length == 0)
        {
            throw new CommandException("custom-columns format specified but no custom columns given");
        }

        return new([.. text.Split(',').Select(Column)]);
    }

    public IReadOnlyList<string> Headers => [.. Columns.Select(column => column.Header)];

    public IReadOnlyList<string> Cells(JsonObject item) =>
        [.. Columns.Select(column => string.Join(',', column.Path.Find(item).Where(value => value is not null).Select(Cell)) is { Length: > 0 } text ? text : Text.None)];

    private static string Cell(JsonNode? value) => JsonPathCondition.Text(value);

    private static (string, JsonPathExpression) Column(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == text.Length - 1)
        {
            throw new CommandException($"unexpected custom-columns spec: {text}, expected <header>:<json-path-expr>");
        }

        return (text[..colon], PathOption.Parse(text[(colon + 1)..]));
    }
}
