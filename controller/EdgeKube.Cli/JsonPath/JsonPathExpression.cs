using System.Text.Json.Nodes;

namespace EdgeKube.Cli.JsonPath;

/// <summary>A path such as <c>.items[*].metadata.name</c>.</summary>
/// <param name="IsFromRoot">Begins with <c>$</c>: at the document, wherever it stands.</param>
internal sealed record JsonPathExpression(IReadOnlyList<JsonPathStep> Steps, bool IsFromRoot)
{
    /// <summary>As people write it where only a path can stand: with or without braces and leading dot.</summary>
    /// <exception cref="FormatException">It is no path.</exception>
    public static JsonPathExpression ParseRelaxed(string text)
    {
        var bare = text.StartsWith('{') && text.EndsWith('}') ? text[1..^1] : text;
        return new JsonPathReader(bare is ['.' or '[' or '$' or '@', ..] ? bare : "." + bare).ReadWhole();
    }

    public IEnumerable<JsonNode?> Find(JsonNode? root, JsonNode? current) =>
        Steps.Aggregate(Enumerable.Repeat(IsFromRoot ? root : current, 1), (values, step) => values.SelectMany(step.From));

    public IEnumerable<JsonNode?> Find(JsonNode? root) => Find(root, root);
}
