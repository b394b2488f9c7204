using System.Runtime.CompilerServices;
using System.Text.Json;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Proxy;

/// <summary>A watch that outlives its connection: when one is lost it goes on, over the next, after the last event that came.</summary>
internal static class ResumedWatch
{
    public static async IAsyncEnumerable<ApiReply> OpenAsync(ApiClient client, ApiCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? last = null;
        while (true)
        {
            var asked = last is null ? call : call with { Path = PathAfter(call.Path, last) };
            await using var parts = client.OpenAsync(asked, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await MoveAsync(parts) is { } isThere)
            {
                if (!isThere)
                {
                    yield break;
                }

                last = FindRevision(parts.Current.Body) ?? last;
                yield return parts.Current;
            }

            await client.WaitForConnectionAsync(cancellationToken);
        }
    }

    /// <summary>The same watch, from a revision on.</summary>
    public static string PathAfter(string path, string revision)
    {
        var question = path.IndexOf('?', StringComparison.Ordinal);
        var kept = path[(question + 1)..].Split('&').Where(pair => pair.Split('=')[0] is not ("resourceVersion" or "resourceVersionMatch" or "sendInitialEvents"));
        return $"{path[..question]}?{string.Join('&', kept)}&resourceVersion={Uri.EscapeDataString(revision)}";
    }

    /// <summary>The revision of an event's object, bookmarks and tables included.</summary>
    public static string? FindRevision(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("object", out var item) && item.TryGetProperty("metadata", out var metadata)
                && metadata.TryGetProperty("resourceVersion", out var revision) ? revision.GetString() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether there is another part; null when the connection was lost.</summary>
    private static async Task<bool?> MoveAsync(IAsyncEnumerator<ApiReply> parts)
    {
        try
        {
            return await parts.MoveNextAsync();
        }
        catch (TransportException)
        {
            return null;
        }
    }
}
