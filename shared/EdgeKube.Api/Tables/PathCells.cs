using System.Globalization;
using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>Cells made of what stands at one place of an object.</summary>
internal static class PathCells
{
    public static Func<JsonElement?, DateTimeOffset, TableCell>? Find(string function) => function switch
    {
        "number" => (value, _) => value is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : 0,
        "flag" => (value, _) => value is { ValueKind: JsonValueKind.True },
        "title" => (value, _) => value is { ValueKind: JsonValueKind.True } ? "True" : "False",
        "count" => (value, _) => JsonCells.Items(value).Count,
        "join" => (value, _) => CellText.OrUnset(string.Join(',', JsonCells.Items(value).Select(item => item.ToString()))),
        "age" => (value, now) => JsonCells.Time(value) is { } time ? HumanDuration.Since(time, now) : "",
        "seconds" => (value, _) => value is { ValueKind: JsonValueKind.Number } number ? HumanDuration.Format(TimeSpan.FromSeconds(number.GetInt64())) : CellText.None,
        "labels" => (value, _) => CellText.OrNone(JsonCells.Labels(value)),
        "selector" => (value, _) => CellText.Of(value?.Deserialize(AppsJsonContext.Default.LabelSelector)),
        "containers" => (value, _) => TemplateCells.Of(value?.Deserialize(AppsJsonContext.Default.PodTemplateSpec))[0],
        "images" => (value, _) => TemplateCells.Of(value?.Deserialize(AppsJsonContext.Default.PodTemplateSpec))[1],
        "access-modes" => (value, _) => string.Join(',', JsonCells.Items(value).Select(item => AccessMode(item.ToString()))),
        _ => null,
    };

    /// <summary>The value itself. It is a number where what stands in for it is one.</summary>
    public static TableCell Plain(JsonElement? value, string otherwise) => value switch
    {
        null => "",
        { ValueKind: JsonValueKind.Number } when !long.TryParse(otherwise, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => value.Value.ToString(),
        { ValueKind: JsonValueKind.Number } => value.Value.GetInt64(),
        { ValueKind: JsonValueKind.Null } => "",
        _ => value.Value.ToString(),
    };

    public static TableCell Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : text;

    private static string AccessMode(string mode) => mode switch
    {
        "ReadWriteOnce" => "RWO",
        "ReadOnlyMany" => "ROX",
        "ReadWriteMany" => "RWX",
        "ReadWriteOncePod" => "RWOP",
        _ => mode,
    };
}
