using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>Cells of flow control.</summary>
internal static class FlowCells
{
    public static string IsLevelMissing(SchemaObject schema) => JsonCells.Items(schema.Find("status", "conditions"))
        .Where(condition => JsonCells.Text(condition, "type") == "Dangling")
        .Select(condition => JsonCells.Text(condition, "status"))
        .FirstOrDefault() ?? "?";

    public static TableCell Shares(SchemaObject level) => NumberOr(level.Find("spec", "limited", "nominalConcurrencyShares"));

    public static TableCell Queuing(SchemaObject level, string field) => NumberOr(level.Find("spec", "limited", "limitResponse", "queuing", field));

    private static TableCell NumberOr(JsonElement? value) => value is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : CellText.None;
}
