using EdgeKube.Agent.Cgroups;

namespace EdgeKube.Agent.Usage;

/// <summary>Reads counters of cgroups, of version 1 (each controller in a hierarchy of its own) and 2.</summary>
internal sealed class CgroupCounterReader(IReadOnlyList<CgroupMount> mounts)
{
    private readonly string? _cpu = mounts.FirstOrDefault(mount => mount.Controllers.Contains("cpuacct"))?.Path;
    private readonly string? _memory = mounts.FirstOrDefault(mount => mount.Controllers.Contains("memory"))?.Path;
    private readonly string? _unified = mounts.FirstOrDefault(mount => mount.Unified)?.Path;
    private readonly string? _pids = (mounts.FirstOrDefault(mount => mount.Controllers.Contains("pids")) ?? mounts.FirstOrDefault(mount => mount.Unified))?.Path;

    /// <summary>The counters of one cgroup; null when there is none.</summary>
    public CgroupCounters? Find(string path)
    {
        try
        {
            if (_cpu is not null && _memory is not null)
            {
                return new CgroupCounters(
                    CgroupText.Number(File.ReadAllText($"{_cpu}{path}/cpuacct.usage")),
                    CgroupText.WorkingSet(CgroupText.Number(File.ReadAllText($"{_memory}{path}/memory.usage_in_bytes")), CgroupText.Field(File.ReadAllText($"{_memory}{path}/memory.stat"), "total_inactive_file")));
            }

            return _unified is null ? null : new CgroupCounters(
                CgroupText.Field(File.ReadAllText($"{_unified}{path}/cpu.stat"), "usage_usec") * 1000,
                CgroupText.WorkingSet(CgroupText.Number(File.ReadAllText($"{_unified}{path}/memory.current")), CgroupText.Field(File.ReadAllText($"{_unified}{path}/memory.stat"), "inactive_file")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It went while it was looked at, or the kernel does not count this.
            return null;
        }
    }

    /// <summary>Processes and threads in one cgroup and those below it; null when there is none.</summary>
    public long? FindTasks(string path)
    {
        try
        {
            return _pids is null ? null : CgroupText.Number(File.ReadAllText($"{_pids}{path}/pids.current"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
