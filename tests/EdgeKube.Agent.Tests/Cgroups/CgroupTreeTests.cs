using EdgeKube.Agent.Cgroups;

namespace EdgeKube.Agent.Tests.Cgroups;

/// <summary>On this host's real hierarchies.</summary>
public sealed class CgroupTreeTests
{
    [Fact]
    public void Ensure_NewPath_IsInEveryHierarchyAndGoesAgain()
    {
        var root = $"/ektest-tree-{Guid.NewGuid():N}";
        var tree = CgroupTree.OfThisHost();
        var mounts = CgroupMount.Read(File.ReadAllText("/proc/self/mounts"));
        try
        {
            tree.Ensure($"{root}/burstable/poda", new CgroupSettings(51, 20000, 128 << 20));
            tree.Ensure($"{root}/burstable/poda", new CgroupSettings(51, 20000, 128 << 20));
            Assert.NotEmpty(mounts);
            Assert.All(mounts, mount => Assert.True(Directory.Exists($"{mount.Path}{root}/burstable/poda"), mount.Path));
            Assert.Equal(["poda"], tree.Children($"{root}/burstable"));
        }
        finally
        {
            Assert.True(tree.Remove(root));
        }

        Assert.All(mounts, mount => Assert.False(Directory.Exists(mount.Path + root), mount.Path));
    }

    [Fact]
    public void Read_Mounts_FindsBothVersions()
    {
        var mounts = CgroupMount.Read("cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0\ncgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0\ncgroup /sys/fs/cgroup/systemd cgroup rw,xattr,name=systemd 0 0\ntmpfs / tmpfs rw 0 0\n");
        Assert.Equal(["/sys/fs/cgroup/cpu cpu", "/sys/fs/cgroup/unified v2", "/sys/fs/cgroup/systemd"], mounts.Select(mount => $"{mount.Path} {(mount.Unified ? "v2" : string.Join(',', mount.Controllers))}".TrimEnd()));
    }
}
