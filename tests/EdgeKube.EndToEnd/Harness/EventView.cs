using System.Globalization;
using System.Text.Json;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>What the tests look at in an Event.</summary>
public sealed record EventView(string Reason, string Kind, string About, string Message, int Count, DateTimeOffset First, DateTimeOffset Last, long Version)
{
    public static EventView Read(JsonElement e) => new(
        e.GetProperty("reason").GetString()!,
        e.GetProperty("involvedObject").GetProperty("kind").GetString()!,
        e.GetProperty("involvedObject").GetProperty("name").GetString()!,
        e.GetProperty("message").GetString()!,
        e.TryGetProperty("count", out var count) ? count.GetInt32() : 0,
        Time(e, "firstTimestamp"),
        Time(e, "lastTimestamp"),
        long.Parse(e.GetProperty("metadata").GetProperty("resourceVersion").GetString()!, CultureInfo.InvariantCulture));

    private static DateTimeOffset Time(JsonElement e, string name) =>
        e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetDateTimeOffset() : default;
}
