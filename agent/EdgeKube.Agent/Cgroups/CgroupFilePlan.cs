using System.Globalization;
using EdgeKube.Agent.Pods;

namespace EdgeKube.Agent.Cgroups;

/// <summary>Which files say what in the two versions of cgroups.</summary>
internal static class CgroupFilePlan
{
    public static IEnumerable<CgroupFile> Files(CgroupSettings settings, bool unified) => unified ? V2(settings) : V1(settings);

    private static IEnumerable<CgroupFile> V1(CgroupSettings settings)
    {
        if (settings.CpuShares is { } shares)
        {
            yield return new CgroupFile("cpu", "cpu.shares", Text(shares));
        }

        if (settings.CpuQuota is { } quota)
        {
            yield return new CgroupFile("cpu", "cpu.cfs_period_us", Text(CpuMath.Period));
            yield return new CgroupFile("cpu", "cpu.cfs_quota_us", Text(quota));
        }

        if (settings.MemoryLimitBytes is { } memory)
        {
            yield return new CgroupFile("memory", "memory.limit_in_bytes", Text(memory));
        }

        if (settings.MaxPids is { } pids)
        {
            yield return new CgroupFile("pids", "pids.max", Text(pids));
        }
    }

    private static IEnumerable<CgroupFile> V2(CgroupSettings settings)
    {
        if (settings.CpuShares is { } shares)
        {
            yield return new CgroupFile("", "cpu.weight", Text(CpuMath.Weight(shares)));
        }

        if (settings.CpuQuota is { } quota)
        {
            yield return new CgroupFile("", "cpu.max", $"{Text(quota)} {Text(CpuMath.Period)}");
        }

        if (settings.MemoryLimitBytes is { } memory)
        {
            yield return new CgroupFile("", "memory.max", Text(memory));
        }

        if (settings.MaxPids is { } pids)
        {
            yield return new CgroupFile("", "pids.max", Text(pids));
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
