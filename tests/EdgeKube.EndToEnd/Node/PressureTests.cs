using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd.Node;

/// <summary>A node that is short of memory, by a threshold that no machine meets.</summary>
public sealed class PressureTests(Cluster cluster) : IClassFixture<Cluster>
{
    private string Configuration => Path.Combine(cluster.Directory, "n1", "agent.yaml");

    [Fact]
    public async Task Pressure_MemoryShort_EvictsInOrderAndTellsTheWorld()
    {
        await cluster.MustApplyAsync(Asking("modest", "900Mi") + "\n---\n" + Asking("greedy", "1Mi"));
        await cluster.RunningAsync(2);
        var quiet = await File.ReadAllTextAsync(Configuration);
        await ConfigureAsync(quiet.Replace("memory.available<20Mi", "memory.available<9999Gi", StringComparison.Ordinal) + "pressureTransition: 1s\n");

        await cluster.PodsWhenAsync("greedy goes first", pods => pods.Any(pod => pod is { Name: "greedy", Phase: "Failed" }));
        var told = await cluster.MustAsync("get", "pod", "greedy", "-o", "jsonpath={.status.reason}: {.status.message}");
        Assert.StartsWith("Evicted: The node was low on resource: memory. Threshold quantity: ", told, StringComparison.Ordinal);
        Assert.Contains("Container main was using ", told, StringComparison.Ordinal);
        var node = await cluster.UntilPrintsAsync("node.kubernetes.io/memory-pressure:NoSchedule", "describe", "node", "n1");
        Assert.Matches(@"MemoryPressure +True .*KubeletHasInsufficientMemory", node);
        await cluster.UntilPrintsAsync("Evicted", "events");

        await ConfigureAsync(quiet);
        await cluster.UntilPrintsAsync("KubeletHasSufficientMemory", "describe", "node", "n1");
    }

    private static string Asking(string name, string memory) =>
        Manifests.Pod(name, """[sh, -c, "dd if=/dev/zero of=/dev/shm/held bs=1M count=8; exec sleep 100000"]""") + $$$"""
            resources: {requests: {memory: {{{memory}}}}}

        """;

    private async Task ConfigureAsync(string text)
    {
        await File.WriteAllTextAsync(Configuration, text);
        await cluster.ControlAsync("stop-agent");
        await cluster.ControlAsync("start-agent");
    }
}
