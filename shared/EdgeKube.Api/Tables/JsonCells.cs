using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>What cells read of JSON; what is not there, or is something else, reads as nothing.</summary>
internal static class JsonCells
{
    public static IReadOnlyList<JsonElement> Items(JsonElement? value) => value is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    public static IReadOnlyList<JsonProperty> Members(JsonElement? value) => value is { ValueKind: JsonValueKind.Object } obj ? [.. obj.EnumerateObject()] : [];

    public static JsonElement? Member(JsonElement? value, string name) =>
        value is { ValueKind: JsonValueKind.Object } obj && obj.TryGetProperty(name, out var member) ? member : null;

    public static string Text(JsonElement? value) => value is { ValueKind: not JsonValueKind.Null } given ? given.ToString() : "";

    public static string Text(JsonElement? value, string name) => Text(Member(value, name));

    public static DateTimeOffset? Time(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text && Rfc3339.TryParse(text.GetString(), out var time) ? time : null;

    public static string Labels(JsonElement? value) =>
        string.Join(',', Members(value).OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}={member.Value}"));

    /// <summary>Some of a list, and how many more there are.</summary>
    public static string Shorten(IReadOnlyList<string> items, int most) =>
        items.Count > most ? $"{string.Join(',', items.Take(most))} + {items.Count - most} more..." : string.Join(',', items);
}
