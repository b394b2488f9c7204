using System.Globalization;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>What the kernel counts of a process.</summary>
internal static class ProcessFigures
{
    /// <summary>KiB that it would free by ending.</summary>
    public static long Pss(string pid) => Read(pid, "smaps_rollup", "Pss:");

    /// <summary>KiB.</summary>
    public static long Rss(string pid) => Read(pid, "status", "VmRSS:");

    /// <summary>The most KiB that it ever had.</summary>
    public static long PeakRss(string pid) => Read(pid, "status", "VmHWM:");

    /// <summary>Bytes that went to a disk, in whole pages.</summary>
    public static long Written(string pid) => Read(pid, "io", "write_bytes:");

    /// <summary>Seconds of processor time, to a hundredth.</summary>
    public static double CpuSeconds(string pid)
    {
        // After the name, which may hold anything: the fields from the state on.
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / 100.0;
    }

    /// <summary>How often each of its threads went to sleep, and so was woken.</summary>
    public static IReadOnlyDictionary<string, long> WakeUps(string pid) =>
        Directory.EnumerateDirectories($"/proc/{pid}/task").Select(Path.GetFileName).OfType<string>()
            .ToDictionary(thread => thread, thread => Read($"{pid}/task/{thread}", "status", "voluntary_ctxt_switches:"));

    private static long Read(string pid, string file, string key) => long.Parse(
        File.ReadLines($"/proc/{pid}/{file}").First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..].Replace("kB", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture);
}
