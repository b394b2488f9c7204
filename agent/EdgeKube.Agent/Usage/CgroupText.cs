using System.Globalization;

namespace EdgeKube.Agent.Usage;

/// <summary>Reads the kernel's small text files. Pure.</summary>
internal static class CgroupText
{
    public static long Number(string text) => long.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>The number behind a name at a line's beginning (<c>usage_usec 12</c>, <c>MemTotal: 12 kB</c>); 0 where there is none.</summary>
    public static long Field(string text, string name)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(name) && line.Length > name.Length && line[name.Length] is ' ' or ':')
            {
                var rest = line[(name.Length + 1)..].Trim();
                var end = rest.IndexOf(' ');
                return long.TryParse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            }
        }

        return 0;
    }

    public static long WorkingSet(long used, long inactiveFile) => Math.Max(0, used - inactiveFile);

    /// <summary>Nanoseconds that all CPUs were busy, of /proc/stat's first line in clock ticks of 10 ms: user, nice, system, irq, softirq and steal.</summary>
    public static long BusyNanos(string stat)
    {
        var end = stat.IndexOf('\n');
        var fields = (end < 0 ? stat : stat[..end]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 9 || fields[0] != "cpu")
        {
            return 0;
        }

        long ticks = 0;
        foreach (var field in (ReadOnlySpan<int>)[1, 2, 3, 6, 7, 8])
        {
            ticks += Number(fields[field]);
        }

        return ticks * 10_000_000;
    }
}
