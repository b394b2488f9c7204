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

    private static long Read(string pid, string file, string key) => long.Parse(
        File.ReadLines($"/proc/{pid}/{file}").First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..].Replace("kB", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture);
}
