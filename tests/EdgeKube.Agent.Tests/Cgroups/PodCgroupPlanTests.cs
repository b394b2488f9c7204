using EdgeKube.Agent.Cgroups;
using EdgeKube.Agent.Tests.Pods;

namespace EdgeKube.Agent.Tests.Cgroups;

/// <summary>The expectations are those of the recordings in reference/node/inside/cgroup-*.</summary>
public sealed class PodCgroupPlanTests
{
    [Theory]
    [InlineData(null, null, null, null, "/k/besteffort/poduid-1", 2L, null, null)]
    [InlineData("50m", "32Mi", "200m", "128Mi", "/k/burstable/poduid-1", 51L, 20000L, 128L << 20)]
    [InlineData("100m", "64Mi", "100m", "64Mi", "/k/poduid-1", 102L, 10000L, 64L << 20)]
    [InlineData("1m", null, "1m", null, "/k/burstable/poduid-1", 2L, 1000L, null)]
    public void Plan_OneContainer_AsTheKubelet(string? cpu, string? memory, string? cpuLimit, string? memoryLimit, string path, long shares, long? quota, long? bytes)
    {
        var pod = TestPods.WithResources(cpu, memory, cpuLimit, memoryLimit);
        Assert.Equal(path, PodCgroupPlan.Path("/k", pod));
        Assert.Equal(new CgroupSettings(shares, quota, bytes), PodCgroupPlan.Settings(pod));
    }

    [Theory]
    [InlineData(null, null, null, "/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-poduid_1.slice")]
    [InlineData("50m", "32Mi", "128Mi", "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-poduid_1.slice")]
    [InlineData("100m", "64Mi", "64Mi", "/kubepods.slice/kubepods-poduid_1.slice")]
    public void Path_UnderASlice_IsNamedAsTheKubeletsWithSystemd(string? cpu, string? memory, string? memoryLimit, string path)
    {
        var pod = TestPods.WithResources(cpu, memory, cpu == "100m" ? cpu : null, memoryLimit);
        Assert.Equal(path, PodCgroupPlan.Path(CgroupSlices.RootOf("/kubepods"), pod));
        Assert.Equal(path[(path.LastIndexOf('/') + 1)..], PodCgroupPlan.RuntimeParent(path));
        Assert.Equal($"{path}/cri-containerd-abc.scope", PodCgroupPlan.ContainerPath(path, "abc"));
        Assert.True(PodCgroupPlan.IsPod(path[..path.LastIndexOf('/')], PodCgroupPlan.RuntimeParent(path)));
    }

    [Theory]
    [InlineData("/kubepods", "/kubepods.slice")]
    [InlineData("/edge/the-pods", "/edge.slice/edge-the_pods.slice")]
    public void RootOf_Path_IsWhereSystemdPutsASliceOfThatName(string path, string slice) => Assert.Equal(slice, CgroupSlices.RootOf(path));

    [Theory]
    [InlineData("[x]\n  SystemdCgroup = true # yes\n", true)]
    [InlineData("[x]\n  SystemdCgroup = false\n", false)]
    [InlineData("# SystemdCgroup = true\n", false)]
    [InlineData("", false)]
    public void AreWantedBy_Configuration_AsItSays(string toml, bool areWanted) => Assert.Equal(areWanted, CgroupSlices.AreWantedBy(toml));

    [Fact]
    public void Plan_OneContainerWithoutLimits_LeavesThePodUnlimited()
    {
        var pod = TestPods.Build("Always", "a", "b")
            .With(container => container.Name == "a" ? container with { Resources = TestPods.Resources("50m", "32Mi", "200m", "128Mi") } : container);
        Assert.Equal(new CgroupSettings(51, null, null), PodCgroupPlan.Settings(pod));
    }

    [Theory]
    [InlineData("50m", "64Mi", "100m", "100Mi", "/k/burstable/poduid-1", 51L, 10000L, 100L << 20)]
    [InlineData("100m", "64Mi", "100m", "64Mi", "/k/poduid-1", 102L, 10000L, 64L << 20)]
    [InlineData("100m", null, null, null, "/k/burstable/poduid-1", 102L, null, null)]
    public void Plan_PodThatAsksAsAWhole_AsTheKubelet(string? cpu, string? memory, string? cpuLimit, string? memoryLimit, string path, long shares, long? quota, long? bytes)
    {
        var pod = TestPods.Build("Always", "a", "b").With(container => container.Name == "a" ? container with { Resources = TestPods.Resources("10m", "32Mi", "20m", "32Mi") } : container);
        pod = pod with { Spec = pod.Spec! with { Resources = TestPods.Resources(cpu, memory, cpuLimit, memoryLimit) } };
        Assert.Equal(path, PodCgroupPlan.Path("/k", pod));
        Assert.Equal(new CgroupSettings(shares, quota, bytes), PodCgroupPlan.Settings(pod));
    }

    [Fact]
    public void BurstableSettings_SeveralPods_SumsTheirRequests()
        => Assert.Equal(102, PodCgroupPlan.BurstableSettings([TestPods.WithResources("50m", null, null, null), TestPods.WithResources("50m", null, null, null), TestPods.Build()]).CpuShares);

    [Fact]
    public void Files_Unified_UsesWeightsAndMax()
        => Assert.Equal(
            [new CgroupFile("", "cpu.weight", "39"), new CgroupFile("", "cpu.max", "20000 100000"), new CgroupFile("", "memory.max", "1048576")],
            CgroupFilePlan.Files(new CgroupSettings(1024, 20000, 1 << 20), unified: true));

    [Fact]
    public void Files_V1_UsesSharesAndQuota()
        => Assert.Equal(
            ["cpu.shares=1024", "cpu.cfs_period_us=100000", "cpu.cfs_quota_us=20000", "memory.limit_in_bytes=1048576"],
            CgroupFilePlan.Files(new CgroupSettings(1024, 20000, 1 << 20), unified: false).Select(file => $"{file.Name}={file.Value}"));
}
