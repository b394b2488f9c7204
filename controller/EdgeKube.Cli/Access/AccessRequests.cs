using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Access;

/// <summary>Requests to the API's paths of trust.</summary>
internal static class AccessRequests
{
    public static ApiCall Post<T>(string path, T body, JsonTypeInfo<T> type) =>
        new("POST", path) { Body = JsonSerializer.SerializeToUtf8Bytes(body, type), ContentType = ApiCall.Json };

    /// <summary>Does something to an enrolled node or user.</summary>
    public static async Task ChangeAsync(Session session, string root, string name, string what, CancellationToken cancellationToken) =>
        await session.SendAsync(new ApiCall("POST", $"{root}/{Uri.EscapeDataString(name)}/{what}"), cancellationToken);

    /// <exception cref="JsonException">It is no such answer.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException("no answer");

    /// <summary>As the API writes durations.</summary>
    public static string? Duration(TimeSpan duration) => duration > TimeSpan.Zero ? $"{(long)duration.TotalSeconds}s" : null;
}
