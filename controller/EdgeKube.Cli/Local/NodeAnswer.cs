using System.Globalization;
using System.Text;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Local;

/// <summary>The head of an answer of the node's socket, and what of the rest came with it.</summary>
/// <param name="Length">Of the body; null when it ends with the connection.</param>
internal sealed record NodeAnswer(int Code, long? Length, ReadOnlyMemory<byte> Left)
{
    private const int MaxHead = 16 << 10;

    public bool Succeeded => Code is >= 200 and < 300;

    public static async Task<NodeAnswer> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxHead];
        var length = 0;
        while (length < bytes.Length && await stream.ReadAsync(bytes.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            length += read;
            if (bytes.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
            {
                return Parse(Encoding.ASCII.GetString(bytes, 0, end), bytes.AsMemory((end + 4)..length));
            }
        }

        throw new TransportException("the node's socket: the agent closed the connection without an answer; its log says more: journalctl -u edgekube-agent");
    }

    private static NodeAnswer Parse(string head, ReadOnlyMemory<byte> left)
    {
        var lines = head.Split("\r\n");
        if (lines[0].Split(' ') is not [_, var code, ..] || !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new TransportException("the node's socket: whoever listens there is no agent");
        }

        const string Name = "Content-Length:";
        var length = lines.FirstOrDefault(line => line.StartsWith(Name, StringComparison.OrdinalIgnoreCase))?[Name.Length..];
        return new NodeAnswer(number, long.TryParse(length, CultureInfo.InvariantCulture, out var bytes) ? bytes : null, left);
    }
}
