using System.Globalization;
using System.Text;

namespace EdgeKube.Controller.Api;

/// <summary>An HTTP/1.0 answer, read to the end of its connection. Pure.</summary>
internal static class ProxyAnswer
{
    private const int MaxHead = 64 << 10;

    /// <summary>The answer as it is passed on: its code, content type and body; null when it is none.</summary>
    public static ApiResponse? Parse(ReadOnlyMemory<byte> bytes)
    {
        var end = bytes.Span[..Math.Min(bytes.Length, MaxHead)].IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var lines = Encoding.Latin1.GetString(bytes.Span[..end]).Split("\r\n");
        if (lines[0].Split(' ') is not [var version, var code, ..] || !version.StartsWith("HTTP/1.", StringComparison.Ordinal)
            || !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status is < 200 or > 599)
        {
            return null;
        }

        var body = bytes[(end + 4)..];
        if (Find(lines, "Content-Length") is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length > body.Length)
        {
            // It broke off.
            return null;
        }

        return new ApiResponse(status, Find(lines, "Content-Type") ?? ApiResponse.Text, body);
    }

    private static string? Find(string[] lines, string name)
    {
        foreach (var line in lines)
        {
            if (line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                var value = line[(name.Length + 1)..].Trim();
                return value.Length is > 0 and < 256 && !value.Any(char.IsControl) ? value : null;
            }
        }

        return null;
    }
}
