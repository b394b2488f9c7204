using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd.Node;

/// <summary>A real kubectl gives a running pod other limits, which are read back from within.</summary>
[Collection(NodeClusterCollection.Name)]
public sealed class ResizeTests(NodeCluster cluster)
{
    // One of them is there, by the version of cgroups.
    private const string Limit = "cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null; true";

    [Fact]
    public async Task Resize_ByKubectl_IsSeenInsideAndRestartsNothing()
    {
        await cluster.MustApplyAsync(Manifests.Pod("sized", """[sleep, "100000"]""") + "\n    resources: {requests: {cpu: 20m, memory: 24Mi}, limits: {cpu: 50m, memory: 32Mi}}\n");
        var before = (await cluster.PodsWhenAsync("sized runs", pods => pods.Any(pod => pod is { Name: "sized", Ready: true }))).Single(pod => pod.Name == "sized");
        await LimitIsAsync(32 << 20);

        var patch = """{"spec":{"containers":[{"name":"main","resources":{"requests":{"cpu":"40m"},"limits":{"cpu":"80m","memory":"48Mi"}}}]}}""";
        var patched = await cluster.RunAsync("kubectl", "patch", "pod", "sized", "--subresource", "resize", "-p", patch);
        Assert.True(patched.ExitCode == 0, patched.ToString());
        await LimitIsAsync(48 << 20);
        var after = (await cluster.PodsAsync()).Single(pod => pod.Name == "sized");
        Assert.Equal((before.Restarts, before.ContainerIds.Single()), (after.Restarts, after.ContainerIds.Single()));
        await cluster.MustAsync("delete", "pod", "sized", "--wait=false");
    }

    [Fact]
    public async Task PodLevel_MemoryOfAllContainers_BoundsEachAndIsNotResized()
    {
        await cluster.MustApplyAsync(Manifests.Pod("whole", """[sleep, "100000"]""") + "\n  resources: {limits: {cpu: 100m, memory: 40Mi}}\n");
        await cluster.PodsWhenAsync("whole runs", pods => pods.Any(pod => pod is { Name: "whole", Ready: true }));
        await LimitIsAsync(40 << 20, "whole");

        var told = await cluster.RunAsync("kubectl", "get", "pod", "whole", "-o", "jsonpath={.status.qosClass} {.status.allocatedResources.memory} {.status.resources.limits.cpu}");
        Assert.Equal("Guaranteed 40Mi 100m", told.Output);
        var refused = await cluster.RunAsync("kubectl", "patch", "pod", "whole", "--subresource", "resize", "-p", """{"spec":{"resources":{"limits":{"memory":"48Mi"}}}}""");
        Assert.Contains("spec.resources: Forbidden: pods with pod-level resources cannot be resized", refused.Errors, StringComparison.Ordinal);
        await cluster.MustAsync("delete", "pod", "whole", "--wait=false");
    }

    private Task LimitIsAsync(int bytes, string pod = "sized") => cluster.UntilAsync(async () =>
        (await cluster.RunAsync("kubectl", "exec", pod, "--", "sh", "-c", Limit)).Output.Split('\n').Contains($"{bytes}"));
}
