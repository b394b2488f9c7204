using System.Globalization;
using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Streams;

/// <summary>A port here and one in the pod.</summary>
/// <param name="Local">0: whichever is free.</param>
internal readonly record struct PortPair(int Local, int Remote)
{
    /// <summary>Reads <c>8080:80</c>, <c>80</c> or <c>:80</c>.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static PortPair Parse(string text)
    {
        var parts = text.Split(':');
        var remote = Port(parts[^1]);
        var local = parts.Length == 1 ? remote : parts[0].Length == 0 ? 0 : Port(parts[0]);
        return parts.Length <= 2 && remote > 0 && local >= 0
            ? new PortPair(local, remote)
            : throw new CommandException($"{text}: write LOCAL:REMOTE, REMOTE or :REMOTE, with ports from 1 to 65535");
    }

    private static int Port(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : -1;
}
