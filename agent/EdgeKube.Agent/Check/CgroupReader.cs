using EdgeKube.Agent.Cgroups;

namespace EdgeKube.Agent.Check;

/// <summary>Reads which cgroups there are.</summary>
internal static class CgroupReader
{
    public static CgroupFacts Read(MachineFiles files)
    {
        var mounts = CgroupMount.Read(files.Read("/proc/self/mounts"));
        var unified = mounts.FirstOrDefault(mount => mount.Unified);
        var first = mounts.Where(mount => mount.Controllers.Count > 0).SelectMany(mount => mount.Controllers).ToHashSet();
        return new CgroupFacts
        {
            Version = (first.Count > 0, unified) switch
            {
                (true, not null) => "hybrid",
                (true, null) => "v1",
                (false, not null) => "v2",
                _ => "",
            },
            Controllers = first.Count > 0 || unified is null ? first : files.Read($"{unified.Path}/cgroup.controllers").Split(' ').ToHashSet(),
        };
    }
}
