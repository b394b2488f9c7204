using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Pods;

public sealed class ContainerResourcePlanTests
{
    private const long Capacity = 24L << 30;

    // The recordings inside/cgroup-*.
    [Theory]
    [InlineData(null, null, null, null, 2, 0, 0, 1000)]
    [InlineData("50m", "32Mi", "200m", "128Mi", 51, 20000, 128L << 20, 999)]
    [InlineData("100m", "64Mi", "100m", "64Mi", 102, 10000, 64L << 20, -997)]
    [InlineData("1m", null, "1m", null, 2, 1000, 0, 999)]
    [InlineData(null, "12Gi", null, null, 2, 0, 0, 500)]
    [InlineData(null, "24Gi", null, null, 2, 0, 0, 3)]
    public void For_Resources_MapsAsTheKubelet(string? cpu, string? memory, string? cpuLimit, string? memoryLimit, long shares, long quota, long bytes, long score)
    {
        var pod = cpu is null && memory is null && cpuLimit is null ? TestPods.Build() : TestPods.WithResources(cpu, memory, cpuLimit, memoryLimit);
        var plan = ContainerResourcePlan.For(pod, pod.Spec!.Containers[0], Capacity);
        Assert.Equal((shares, quota, bytes, score), (plan.CpuShares, plan.CpuQuota, plan.MemoryLimitBytes, plan.OomScoreAdj));
    }

    // The recording inside/cgroup-pod-level, and how the rest of what a pod asks for is shared.
    [Theory]
    [InlineData("50m", "64Mi", "100m", "100Mi", null, null, 102, 10000, 100L << 20, 998)]
    [InlineData("50m", "64Mi", "100m", "100Mi", "32Mi", "32Mi", 102, 10000, 32L << 20, 998)]
    [InlineData("50m", "12Gi", "100m", "16Gi", "6Gi", null, 102, 10000, 16L << 30, 500)]
    [InlineData("50m", "12Gi", null, null, null, null, 2, 0, 0, 500)]
    public void For_PodThatAsksAsAWhole_IsBoundedByIt(string? cpu, string? memory, string? cpuLimit, string? memoryLimit, string? own, string? ownLimit, long shares, long quota, long bytes, long score)
    {
        var pod = TestPods.WithResources(null, own, null, ownLimit);
        pod = pod with { Spec = pod.Spec! with { Resources = TestPods.Resources(cpu, memory, cpuLimit, memoryLimit) } };
        var plan = ContainerResourcePlan.For(pod, pod.Spec!.Containers[0], Capacity);
        Assert.Equal((shares, quota, bytes, score), (plan.CpuShares, plan.CpuQuota, plan.MemoryLimitBytes, plan.OomScoreAdj));
    }

    [Theory]
    [InlineData(null, null, null, null, "BestEffort")]
    [InlineData("0", null, null, null, "BestEffort")]
    [InlineData("50m", null, null, null, "Burstable")]
    [InlineData("1", "1Gi", "1", "1Gi", "Guaranteed")]
    [InlineData(null, null, "1", "1Gi", "Guaranteed")]
    [InlineData("1", "1Gi", "1", null, "Burstable")]
    [InlineData("1", "1Gi", "1000m", "1024Mi", "Guaranteed")]
    public void Of_Resources_GivesTheClass(string? cpu, string? memory, string? cpuLimit, string? memoryLimit, string expected)
        => Assert.Equal(expected, PodQos.Of(TestPods.WithResources(cpu, memory, cpuLimit, memoryLimit)).ToString());
}
