using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeKube.Cli.Top;

/// <summary>The links' costs as rows, the header first. Pure.</summary>
internal static class LinkTable
{
    private static readonly string[] Classes = ["control", "status", "events", "logs", "other"];
    private static readonly string[] Units = ["", "Ki", "Mi", "Gi", "Ti"];

    /// <param name="usage">What <c>/edgekube/v1/link</c> answers.</param>
    /// <param name="node">Only this one; null: all.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Build(JsonObject usage, string? node)
    {
        var items = (usage["items"] as JsonArray ?? []).OfType<JsonObject>();
        return
        [
            ["NODE", "CONTROL", "STATUS", "EVENTS", "LOGS", "OTHER", "TOTAL", "FORECAST", "BUDGET", "USED"],
            .. items.Where(item => node is null || Text(item["node"]) == node).Select(Row),
        ];
    }

    /// <summary>Three digits and a binary unit, as kubectl's quantities: 1.5Ki, 20Mi.</summary>
    public static string Size(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1024 && unit < Units.Length - 1)
        {
            (value, unit) = (value / 1024, unit + 1);
        }

        var form = unit > 0 && value < 10 ? "0.0" : "0";
        return value.ToString(form, CultureInfo.InvariantCulture) + Units[unit];
    }

    private static IReadOnlyList<string> Row(JsonObject item)
    {
        var (total, budget) = (Number(item["total"]), Number(item["budget"]));
        return
        [
            Text(item["node"]),
            .. Classes.Select(name => Shown(Number(item["bytes"]?[name]))),
            Shown(total),
            Shown(Number(item["forecast"])),
            Shown(budget),
            total is { } used && budget is > 0 ? $"{(100 * used / budget).Value.ToString(CultureInfo.InvariantCulture)}%" : "<none>",
        ];
    }

    private static string Shown(long? bytes) => bytes is { } known ? Size(known) : "<none>";

    private static string Text(JsonNode? node) => node?.ToString() ?? "";

    private static long? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;
}
