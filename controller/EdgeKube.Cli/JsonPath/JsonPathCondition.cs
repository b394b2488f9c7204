using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeKube.Cli.JsonPath;

/// <summary>What stands in <c>[?(…)]</c>: a comparison of two sides, or that something is there.</summary>
/// <param name="Operator">Null: the left side is there.</param>
internal sealed record JsonPathCondition(Func<JsonNode?, IEnumerable<JsonNode?>> Left, string? Operator, Func<JsonNode?, IEnumerable<JsonNode?>>? Right)
{
    public bool Holds(JsonNode? value)
    {
        var left = Left(value).ToArray();
        if (Operator is null)
        {
            return left.Length > 0;
        }

        return left.Length > 0 && Right!(value).ToArray() is [var right, ..] && Compare(left[0], right) is var order && Operator switch
        {
            "==" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    /// <summary>Numbers by value, all else by its text.</summary>
    public static int Compare(JsonNode? left, JsonNode? right) => Number(left) is { } one && Number(right) is { } other
        ? one.CompareTo(other)
        : string.CompareOrdinal(Text(left), Text(right));

    public static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(),
    };

    private static double? Number(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
