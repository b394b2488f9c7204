using System.Globalization;
using System.Text;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Proxy;

/// <summary>Reads HTTP/1.1 requests from a connection, one after the other, each within bounds.</summary>
internal sealed class HttpInput(Stream stream)
{
    private const int MaxLine = 32 << 10;
    private const int MaxLines = 100;

    private readonly byte[] _buffer = new byte[16 << 10];
    private int _from;
    private int _to;

    /// <summary>Null at the end of the connection.</summary>
    /// <exception cref="InvalidDataException">This is no HTTP.</exception>
    public async Task<HttpHead?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                return HttpHead.Parse(lines) ?? throw new InvalidDataException("this is no HTTP request");
            }

            lines.Add(line);
            if (lines.Count > MaxLines)
            {
                throw new InvalidDataException("too many headers");
            }
        }

        return null;
    }

    /// <exception cref="InvalidDataException">It is too large, or its end cannot be known.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpHead head, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        if (head.IsChunked)
        {
            while (await ReadLineAsync(cancellationToken) is { } line && Length(line.Split(';')[0], NumberStyles.AllowHexSpecifier) is > 0 and var length)
            {
                await CopyAsync(body, length, cancellationToken);
                await ReadLineAsync(cancellationToken);
            }

            // What follows the last piece ends with an empty line.
            while (await ReadLineAsync(cancellationToken) is { Length: > 0 })
            {
            }
        }
        else if (head.Find("Content-Length") is { } text)
        {
            await CopyAsync(body, Length(text, NumberStyles.None), cancellationToken);
        }

        return body.ToArray();
    }

    /// <summary>Completes when the other side hangs up; never when it sends on.</summary>
    public async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        while (_to < _buffer.Length)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_to), cancellationToken);
            if (read == 0)
            {
                return;
            }

            _to += read;
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    private static int Length(string text, NumberStyles style) =>
        int.TryParse(text.Trim(), style, CultureInfo.InvariantCulture, out var length) && length >= 0 ? length : throw new InvalidDataException("the body's length is no number");

    private async Task CopyAsync(MemoryStream body, int length, CancellationToken cancellationToken)
    {
        // One byte more than is taken is refused by the server's own words, much more here.
        if (body.Length + length > ApiClient.MaxBody)
        {
            throw new InvalidDataException($"the body is larger than {ApiClient.MaxBody} bytes");
        }

        while (length > 0)
        {
            if (_from == _to && !await FillAsync(cancellationToken))
            {
                throw new InvalidDataException("the body ended early");
            }

            var count = Math.Min(length, _to - _from);
            body.Write(_buffer, _from, count);
            _from += count;
            length -= count;
        }
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_from == _to && !await FillAsync(cancellationToken))
            {
                return null;
            }

            var end = Array.IndexOf(_buffer, (byte)'\n', _from, _to - _from);
            line.Append(Encoding.Latin1.GetString(_buffer, _from, (end < 0 ? _to : end) - _from));
            _from = end < 0 ? _to : end + 1;
            if (line.Length > MaxLine)
            {
                throw new InvalidDataException("a line is too long");
            }

            if (end >= 0)
            {
                return line.ToString().TrimEnd('\r');
            }
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        (_from, _to) = (0, await stream.ReadAsync(_buffer, cancellationToken));
        return _to > 0;
    }
}
