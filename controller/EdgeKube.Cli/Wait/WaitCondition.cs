using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Get;
using EdgeKube.Cli.JsonPath;

namespace EdgeKube.Cli.Wait;

/// <summary>What is waited for. Pure.</summary>
/// <param name="IsMet">Of an object; null for one that is not there.</param>
/// <param name="WaitsForNone">Until there is none.</param>
/// <param name="WaitsForAny">An object that is not there yet may come.</param>
internal sealed record WaitCondition(Func<JsonObject?, bool> IsMet, bool WaitsForNone, bool WaitsForAny)
{
    /// <exception cref="CommandException">There is no such condition.</exception>
    public static WaitCondition Parse(string text)
    {
        var (name, value) = Split(text, '=');
        return name.ToLowerInvariant() switch
        {
            "delete" when value is null => new(item => item is null, true, false),
            "create" when value is null => new(item => item is not null, false, true),
            "condition" when value is { Length: > 0 } => Condition(value),
            "jsonpath" when value is { Length: > 0 } => Path(value),
            _ => throw new CommandException($"unrecognized condition: \"{text}\""),
        };
    }

    private static WaitCondition Condition(string text)
    {
        var (type, status) = Split(text, '=');
        return new(item => (item?["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>().Any(condition =>
            Same((string?)condition["type"], type) && Same((string?)condition["status"], status ?? "true") && IsUpToDate(item!, condition)), false, false);
    }

    // What a controller said of an earlier generation is no answer.
    private static bool IsUpToDate(JsonObject item, JsonObject condition) =>
        (condition["observedGeneration"] ?? item["status"]?["observedGeneration"]) is not { } observed
        || item["metadata"]?["generation"] is not { } generation || (long)observed >= (long)generation;

    private static WaitCondition Path(string text)
    {
        var end = text.IndexOf('}', StringComparison.Ordinal);
        var equals = text.IndexOf('=', Math.Max(end, 0));
        var (path, value) = equals < 0 ? (text, null) : (text[..equals], text[(equals + 1)..].Trim('"', '\''));
        var expression = PathOption.Parse(path);
        return new(item => expression.Find(item).Any(found => found is not null && (value is null || JsonPathCondition.Text(found) == value)), false, false);
    }

    private static bool Same(string? left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static (string Name, string? Value) Split(string text, char at)
    {
        var place = text.IndexOf(at, StringComparison.Ordinal);
        return place < 0 ? (text, null) : (text[..place], text[(place + 1)..]);
    }
}
