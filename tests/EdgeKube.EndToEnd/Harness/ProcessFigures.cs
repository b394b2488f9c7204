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
    public static double CpuSeconds(string pid) => Seconds(pid, 11) + KernelSeconds(pid);

    /// <summary>What of it the kernel took for the process's calls.</summary>
    public static double KernelSeconds(string pid) => Seconds(pid, 12);

    /// <summary>How often each of its threads went to sleep, and so was woken.</summary>
    public static IReadOnlyDictionary<string, long> WakeUps(string pid) =>
        Directory.EnumerateDirectories($"/proc/{pid}/task").Select(Path.GetFileName).OfType<string>()
            .ToDictionary(thread => thread, thread => Read($"{pid}/task/{thread}", "status", "voluntary_ctxt_switches:"));

    private static double Seconds(string pid, int field)
    {
        // After the name, which may hold anything: the fields from the state on.
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[field], CultureInfo.InvariantCulture) / 100.0;
    }

    private static long Read(string pid, string file, string key) => long.Parse(
        File.ReadLines($"/proc/{pid}/{file}").First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..].Replace("kB", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture);
}
