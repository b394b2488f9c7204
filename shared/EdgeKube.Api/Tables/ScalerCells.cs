using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>Cells of HorizontalPodAutoscalers.</summary>
internal static class ScalerCells
{
    private const int MostShown = 2;

    public static string Target(SchemaObject scaler)
    {
        var target = scaler.Find("spec", "scaleTargetRef");
        return $"{JsonCells.Text(target, "kind")}/{JsonCells.Text(target, "name")}";
    }

    public static string Targets(SchemaObject scaler)
    {
        var metrics = JsonCells.Items(scaler.Find("spec", "metrics"));
        if (metrics.Count == 0)
        {
            return CellText.None;
        }

        var states = JsonCells.Items(scaler.Find("status", "currentMetrics"));
        var shown = metrics.Select((metric, i) => Describe(metric, i < states.Count ? states[i] : null)).ToArray();
        return shown.Length > MostShown ? $"{string.Join(", ", shown[..MostShown])} + {shown.Length - MostShown} more..." : string.Join(", ", shown);
    }

    private static string Describe(JsonElement metric, JsonElement? state)
    {
        var type = JsonCells.Text(metric, "type");
        var field = type.Length == 0 ? "" : char.ToLowerInvariant(type[0]) + type[1..];
        var (wanted, current) = (JsonCells.Member(metric, field), JsonCells.Member(JsonCells.Member(state, field), "current"));
        var target = JsonCells.Member(wanted, "target");
        var name = type is "Resource" or "ContainerResource" ? $"{JsonCells.Text(wanted, "name")}: " : "";
        foreach (var (key, suffix, note) in new[] { ("averageUtilization", "%", ""), ("averageValue", "", type is "Object" or "External" ? " (avg)" : ""), ("value", "", "") })
        {
            if (JsonCells.Text(target, key) is { Length: > 0 } goal)
            {
                var now = JsonCells.Text(current, key) is { Length: > 0 } value ? value + suffix : "<unknown>";
                return $"{name}{now}/{goal}{suffix}{note}";
            }
        }

        return $"{name}<unknown>/<auto>";
    }
}
