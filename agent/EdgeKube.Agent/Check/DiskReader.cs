using System.Globalization;
using EdgeKube.Agent.Configuration;

namespace EdgeKube.Agent.Check;

/// <summary>Reads how much room there is, and the wear that eMMC devices tell.</summary>
internal static class DiskReader
{
    public static IReadOnlyList<DiskFacts> Read(AgentOptions options, MachineFiles files)
    {
        var disks = new List<DiskFacts>();
        foreach (var (holds, path) in new[] { ("the replica", options.DataDir), ("images", "/var/lib/containerd"), ("logs", options.PodLogsDir) })
        {
            if (Read(holds, FirstExisting(path), files) is { } disk)
            {
                disks.Add(disk);
            }
        }

        // One line for each file system.
        return [.. disks.GroupBy(disk => (disk.FreeBytes, disk.TotalBytes, disk.IsReadOnly))
            .Select(same => same.First() with { Holds = string.Join(", ", same.Select(disk => disk.Holds)) })];
    }

    public static IReadOnlyList<WearFacts> ReadWear(MachineFiles files)
    {
        var wear = new List<WearFacts>();
        foreach (var device in files.Entries("/sys/block").Where(name => name.StartsWith("mmcblk", StringComparison.Ordinal)))
        {
            // "0x01 0x02"; SD cards have no such file.
            var life = files.Read($"/sys/block/{device}/device/life_time").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Hexadecimal).ToList();
            if (life.Count > 0)
            {
                wear.Add(new WearFacts(device, life.Max(), Hexadecimal(files.Read($"/sys/block/{device}/device/pre_eol_info"))));
            }
        }

        return wear;
    }

    /// <summary>Whether the mount that a path lies on is read-only.</summary>
    /// <param name="mounts">The lines of /proc/self/mounts.</param>
    internal static bool IsReadOnly(IEnumerable<string> mounts, string path)
    {
        var best = ("", "");
        foreach (var fields in mounts.Select(line => line.Split(' ')).Where(fields => fields.Length > 3))
        {
            var point = fields[1].Replace("\\040", " ", StringComparison.Ordinal);
            var covers = point == "/" || path == point || path.StartsWith(point + "/", StringComparison.Ordinal);
            best = covers && point.Length >= best.Item1.Length ? (point, fields[3]) : best;
        }

        return best.Item2.Split(',').Contains("ro");
    }

    private static DiskFacts? Read(string holds, string path, MachineFiles files)
    {
        try
        {
            var drive = new DriveInfo(path);
            return new DiskFacts(holds, path, drive.AvailableFreeSpace, drive.TotalSize, IsReadOnly(files.Lines("/proc/self/mounts"), path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string FirstExisting(string path)
    {
        while (!Directory.Exists(path) && Path.GetDirectoryName(path) is { } parent)
        {
            path = parent;
        }

        return path;
    }

    private static int Hexadecimal(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal) && int.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
