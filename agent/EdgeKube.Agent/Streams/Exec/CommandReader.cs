using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams.Exec;

/// <summary>Reads the command that comes before all else on an exec stream.</summary>
internal static class CommandReader
{
    // More does not come through the doors.
    private const int MaxBytes = 64 << 10;

    /// <summary>The words; null when there is none, or it is malformed.</summary>
    public static async Task<IReadOnlyList<string>?> ReadAsync(IAsyncEnumerator<StreamRecord> records)
    {
        var json = new MemoryStream();
        while (await records.MoveNextAsync() && records.Current is { Channel: StreamChannels.Command } part && json.Length < MaxBytes)
        {
            if (part.Bytes.IsEmpty)
            {
                return Parse(json.ToArray());
            }

            json.Write(part.Bytes.Span);
        }

        return null;
    }

    private static IReadOnlyList<string>? Parse(byte[] json)
    {
        try
        {
            var words = (JsonNode.Parse(json) as JsonArray)?.Select(word => word?.GetValue<string>() ?? "").ToArray();
            return words is { Length: > 0 } ? words : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
