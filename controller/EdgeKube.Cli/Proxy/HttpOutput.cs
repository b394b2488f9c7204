using System.Globalization;
using System.Net;
using System.Text;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Proxy;

/// <summary>Writes the server's answers as HTTP/1.1.</summary>
internal sealed class HttpOutput(Stream stream)
{
    public async Task WriteAsync(ApiReply reply, bool keepsAlive, CancellationToken cancellationToken)
    {
        var head = Head(reply, keepsAlive).Append(CultureInfo.InvariantCulture, $"Content-Length: {reply.Body.Length}\r\n\r\n");
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head.ToString()), cancellationToken);
        await stream.WriteAsync(reply.Body, cancellationToken);
    }

    /// <summary>Begins an answer whose parts follow as they come.</summary>
    public async Task BeginAsync(ApiReply reply, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.Latin1.GetBytes(Head(reply, keepsAlive: true).Append("Transfer-Encoding: chunked\r\n\r\n").ToString()), cancellationToken);

    public async Task WritePartAsync(ReadOnlyMemory<byte> part, bool isEvent, CancellationToken cancellationToken)
    {
        if (part.IsEmpty)
        {
            return;
        }

        // Each event of a watch is a line.
        var end = isEvent ? "\n\r\n" : "\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{part.Length + (isEvent ? 1 : 0):x}\r\n"), cancellationToken);
        await stream.WriteAsync(part, cancellationToken);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(end), cancellationToken);
    }

    public async Task EndAsync(CancellationToken cancellationToken) => await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellationToken);

    public async Task ContinueAsync(CancellationToken cancellationToken) => await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellationToken);

    private static StringBuilder Head(ApiReply reply, bool keepsAlive)
    {
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Code} {(HttpStatusCode)reply.Code}\r\n")
            .Append("Content-Type: ").Append(Safe(reply.ContentType)).Append("\r\nCache-Control: no-cache, private\r\n");
        foreach (var warning in reply.Warnings)
        {
            head.Append("Warning: 299 - \"").Append(Safe(warning).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append("\"\r\n");
        }

        if (reply.RetryAfter is { } seconds)
        {
            head.Append("Retry-After: ").Append(Safe(seconds)).Append("\r\n");
        }

        return keepsAlive ? head : head.Append("Connection: close\r\n");
    }

    private static string Safe(string text) => string.Concat(text.Select(letter => letter is < ' ' or > '~' ? ' ' : letter));
}
