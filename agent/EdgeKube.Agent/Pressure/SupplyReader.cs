using System.Globalization;
using EdgeKube.Agent.Usage;

namespace EdgeKube.Agent.Pressure;

/// <summary>Reads what the node has left. What cannot be read is left out; a disk that does not answer is a fault of it.</summary>
/// <param name="disk">A path on the node's disk: where the agent keeps what must outlive a boot.</param>
internal sealed class SupplyReader(string disk)
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

        return new NodeSupplies(supplies, ReadDisk(supplies), Stall(Text("/proc/pressure/memory")));
    }

    /// <summary>All tasks, of the fourth field of /proc/loadavg: <c>0.1 0.2 0.3 2/345 6789</c>.</summary>
    internal static long Running(string loadavg) =>
        loadavg.Split(' ') is [_, _, _, var tasks, ..] && tasks.Split('/') is [_, var all] ? CgroupText.Number(all) : 0;

    /// <summary>avg10 of PSI's line <c>some</c>.</summary>
    internal static double Stall(string pressure)
    {
        const string Name = "some avg10=";
        return pressure.StartsWith(Name, StringComparison.Ordinal)
            && double.TryParse(pressure.AsSpan(Name.Length, Math.Max(0, pressure.IndexOf(' ', Name.Length) - Name.Length)), NumberStyles.Float, CultureInfo.InvariantCulture, out var stall) ? stall : 0;
    }

    private DiskFault? ReadDisk(Dictionary<EvictionSignal, Supply> supplies)
    {
        try
        {
            var state = FileSystemState.Read(disk);
            supplies[EvictionSignal.Disk] = state.Bytes;
            if (state.Inodes.Capacity > 0)
            {
                supplies[EvictionSignal.Inodes] = state.Inodes;
            }

            return state.IsReadOnly ? new DiskFault("FilesystemIsReadOnly", $"{disk} cannot be written; what runs goes on, but nothing new outlives a boot") : null;
        }
        catch (IOException failed)
        {
            return new DiskFault("FilesystemFails", $"the node's disk does not answer: {failed.Message}");
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
