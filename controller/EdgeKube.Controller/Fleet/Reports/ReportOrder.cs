using System.Text.Json;
using EdgeKube.Link.Sync;

namespace EdgeKube.Controller.Fleet.Reports;

/// <summary>
/// The order in which a delta's entries are stored: states first, then events by the time at which they happened last, so that a watch
/// sees what happened offline as it happened. Pure; safe on hostile input.
/// </summary>
internal static class ReportOrder
{
    public static IReadOnlyList<SetUpsert> Of(IReadOnlyList<SetUpsert> upserts) =>
        [.. upserts.OrderBy(upsert => IsEvent(upsert.Key)).ThenBy(upsert => IsEvent(upsert.Key) ? FindTime(upsert.Content.Span) : "", StringComparer.Ordinal)];

    private static bool IsEvent(string key) => key.StartsWith("Event/", StringComparison.Ordinal);

    // Times in one form (RFC 3339, UTC) sort as text does. A malformed event is refused later, wherever it stands.
    private static string FindTime(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("lastTimestamp"))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() ?? "" : "";
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or not text in it.
        }

        return "";
    }
}
