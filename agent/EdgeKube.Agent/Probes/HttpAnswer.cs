using System.Globalization;
using System.Text;

namespace EdgeKube.Agent.Probes;

/// <summary>What an HTTP probe looks at of an answer.</summary>
/// <param name="Status">Such as 200.</param>
/// <param name="Location">Where a redirect leads; null when it is none.</param>
internal sealed record HttpAnswer(int Status, string? Location)
{
    private const int MaxHead = 16 << 10;

    public static bool IsWhole(ReadOnlySpan<byte> head) => FindEnd(head) >= 0;

    /// <summary>Reads the head of an answer, at most 16 KiB of it. Null when it is no HTTP.</summary>
    /// <param name="begun">What was read of it before.</param>
    /// <exception cref="EndOfStreamException">The connection ended first.</exception>
    public static async Task<HttpAnswer?> ReadAsync(Stream stream, ReadOnlyMemory<byte> begun, CancellationToken cancellationToken)
    {
        var head = new byte[1024];
        begun.CopyTo(head);
        var length = begun.Length;
        while (FindEnd(head.AsSpan(0, length)) < 0)
        {
            if (length == MaxHead)
            {
                return null;
            }

            if (length == head.Length)
            {
                Array.Resize(ref head, Math.Min(head.Length * 4, MaxHead));
            }

            var count = await stream.ReadAsync(head.AsMemory(length), cancellationToken);
            length += count > 0 ? count : throw new EndOfStreamException();
        }

        return Parse(Encoding.Latin1.GetString(head, 0, FindEnd(head.AsSpan(0, length))));
    }

    /// <summary>Reads status and headers, without the empty line after them. Null when it is no HTTP/1.</summary>
    public static HttpAnswer? Parse(string head)
    {
        var lines = head.Split('\n', StringSplitOptions.TrimEntries);
        if (lines[0].Split(' ', 3) is not [var version, { Length: 3 } code, ..]
            || !version.StartsWith("HTTP/1.", StringComparison.Ordinal)
            || !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return null;
        }

        var location = lines.Skip(1).FirstOrDefault(line => line.StartsWith("location:", StringComparison.OrdinalIgnoreCase));
        return new(status, status is 301 or 302 or 303 or 307 or 308 ? location?["location:".Length..].Trim() : null);
    }

    private static int FindEnd(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n\r\n"u8);
        return end >= 0 ? end : head.IndexOf("\n\n"u8);
    }
}
