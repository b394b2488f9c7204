namespace EdgeKube.Agent.Cgroups;

/// <summary>A mounted cgroup hierarchy.</summary>
/// <param name="Controllers">v1's controllers in it; empty for a named hierarchy and for the unified one.</param>
internal sealed record CgroupMount(string Path, bool Unified, IReadOnlyList<string> Controllers)
{
    /// <summary>Reads the text of /proc/self/mounts.</summary>
    public static IReadOnlyList<CgroupMount> Read(string mounts)
        => [.. mounts.Split('\n')
            .Select(line => line.Split(' '))
            .Where(fields => fields.Length > 3 && fields[2] is "cgroup" or "cgroup2")
            .Select(fields => new CgroupMount(fields[1], fields[2] == "cgroup2", Known(fields)))
            .DistinctBy(mount => mount.Path)];

    private static List<string> Known(string[] fields)
        => fields[2] == "cgroup2" ? [] : [.. fields[3].Split(',').Where(option => option is "cpu" or "cpuset" or "cpuacct" or "memory" or "pids" or "blkio" or "devices" or "freezer")];
}
