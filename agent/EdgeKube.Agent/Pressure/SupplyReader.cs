using System.Globalization;
using EdgeKube.Agent.Usage;

namespace EdgeKube.Agent.Pressure;

/// <summary>Reads what the node has left. What cannot be read is left out; a disk that does not answer is a fault of it.</summary>
/// <param name="disk">A path on the node's disk: where the agent keeps what must outlive a boot.</param>
/// <param name="images">The runtime's disk, where it has one of its own.</param>
internal sealed class SupplyReader(string disk, Func<string?> images)
{
    public NodeSupplies Read()
    {
        var supplies = new Dictionary<EvictionSignal, Supply>();
        var memory = Text("/proc/meminfo");
        if (CgroupText.Field(memory, "MemTotal") is > 0 and var all)
        {
            supplies[EvictionSignal.Memory] = new Supply(CgroupText.Field(memory, "MemAvailable") << 10, all << 10);
        }

        if (Math.Min(CgroupText.Number(Text("/proc/sys/kernel/pid_max")), CgroupText.Number(Text("/proc/sys/kernel/threads-max"))) is > 0 and var most)
        {
            supplies[EvictionSignal.Pids] = new Supply(Math.Max(0, most - Running(Text("/proc/loadavg"))), most);
        }

        var pressure = Text("/proc/pressure/memory");
        if (Average(pressure, "full", "avg60") is { } stalled)
        {
            supplies[EvictionSignal.Stall] = EvictionThreshold.Running(stalled);
        }

        var fault = ReadDisk(supplies, disk, EvictionSignal.Disk, EvictionSignal.Inodes);
        var imageFault = images() is { } path ? ReadDisk(supplies, path, EvictionSignal.ImageDisk, EvictionSignal.ImageInodes) : null;
        return new NodeSupplies(supplies, fault ?? imageFault, Average(pressure, "some", "avg10") ?? 0);
    }

    /// <summary>All tasks, of the fourth field of /proc/loadavg: <c>0.1 0.2 0.3 2/345 6789</c>.</summary>
    internal static long Running(string loadavg) =>
        loadavg.Split(' ') is [_, _, _, var tasks, ..] && tasks.Split('/') is [_, var all] ? CgroupText.Number(all) : 0;

    /// <summary>One average of one of PSI's lines, in percent; null where the kernel does not tell it.</summary>
    /// <param name="line">some (something waited) or full (everything did).</param>
    internal static double? Average(string pressure, string line, string window)
    {
        foreach (var text in pressure.Split('\n'))
        {
            var words = text.Split(' ');
            if (words[0] == line && words.FirstOrDefault(word => word.StartsWith($"{window}=", StringComparison.Ordinal)) is { } found
                && double.TryParse(found.AsSpan(window.Length + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var average))
            {
                return average;
            }
        }

        return null;
    }

    private static DiskFault? ReadDisk(Dictionary<EvictionSignal, Supply> supplies, string path, EvictionSignal bytes, EvictionSignal inodes)
    {
        try
        {
            var state = FileSystemState.Read(path);
            supplies[bytes] = state.Bytes;
            if (state.Inodes.Capacity > 0)
            {
                supplies[inodes] = state.Inodes;
            }

            return state.IsReadOnly ? DiskFault.ReadOnly(path) : null;
        }
        catch (IOException failed)
        {
            return DiskFault.Failing(path, failed.Message);
        }
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
