using System.Text;
using EdgeKube.Agent.Streams;

namespace EdgeKube.Agent.Lifecycle;

/// <summary>The last words of a container, from the end of its log: as much as the kubelet takes.</summary>
internal static class LogEnd
{
    private const int MaxLines = 80;
    private const int MaxBytes = 2048;

    /// <param name="log">The end of a log file in CRI's form; it may begin in the middle of a line.</param>
    public static string Read(ReadOnlySpan<byte> log)
    {
        var text = new List<byte>();
        foreach (var record in LastLines(log).Split((byte)'\n'))
        {
            if (CriLogLine.TryParse(LastLines(log)[record], out var line))
            {
                text.AddRange(line.Text);
                if (!line.IsPartial)
                {
                    text.Add((byte)'\n');
                }
            }
        }

        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(text);
        return Encoding.UTF8.GetString(all[Math.Max(0, all.Length - MaxBytes)..]);
    }

    private static ReadOnlySpan<byte> LastLines(ReadOnlySpan<byte> log)
    {
        var end = log.Length > 0 && log[^1] == '\n' ? log.Length - 1 : log.Length;
        var start = end;
        for (var lines = 0; lines < MaxLines && start >= 0; lines++)
        {
            start = start == 0 ? -1 : log[..start].LastIndexOf((byte)'\n');
        }

        return log[(start + 1)..end];
    }
}
