using System.Globalization;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd.Node;

/// <summary>A node that is short of memory, by a threshold that no machine meets, and of processes, by one that a pod reaches.</summary>
public sealed class PressureTests(Cluster cluster) : IClassFixture<Cluster>
{
    private string Configuration => Path.Combine(cluster.Directory, "n1", "agent.yaml");

    [Fact]
    public async Task Pressure_MemoryShort_EvictsInOrderAndTellsTheWorld()
    {
        await cluster.MustApplyAsync(Asking("modest", "900Mi") + "\n---\n" + Asking("greedy", "1Mi"));
        await cluster.PodsWhenAsync("both run", pods => pods.Count(pod => pod is { Name: "modest" or "greedy", Ready: true }) == 2);
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

    // What else runs on this machine may start or end half as many processes meanwhile.
    [Fact]
    public async Task Pressure_PidsShort_EvictsWhoHasMost()
    {
        const int forks = 4000;
        await cluster.MustApplyAsync(Forking("few", 50) + "\n---\n" + Forking("many", forks));
        await cluster.PodsWhenAsync("both run", pods => pods.Count(pod => pod is { Name: "few" or "many", Ready: true }) == 2);
        var few = await cluster.MustAsync("get", "pod", "few", "-o", ContainerOfPod);
        await cluster.MustAsync("exec", "few", "--", "touch", "/go");
        var quiet = await File.ReadAllTextAsync(Configuration);
        await ConfigureAsync(quiet.Replace("memory.available<20Mi", $"memory.available<20Mi, pid.available<{Available() - (forks / 2)}", StringComparison.Ordinal) + "pressureTransition: 15s\n");
        await Eventually.True(async () => (await cluster.EdgectlAsync("exec", "many", "--", "true")).ExitCode == 0, TimeSpan.FromSeconds(90), TimeSpan.FromMilliseconds(250));
        Assert.Equal("False KubeletHasSufficientPID", await cluster.MustAsync("get", "node", "n1", "-o", PidCondition));

        await cluster.MustAsync("exec", "many", "--", "touch", "/go");
        var node = await cluster.UntilPrintsAsync("node.kubernetes.io/pid-pressure:NoSchedule", "describe", "node", "n1");
        Assert.Matches("PIDPressure +True .*KubeletHasInsufficientPID +kubelet has insufficient PID available", node);
        await cluster.PodsWhenAsync("many is evicted", pods => pods.Any(pod => pod is { Name: "many", Phase: "Failed" }));
        var told = await cluster.MustAsync("get", "pod", "many", "-o", "jsonpath={.status.reason}: {.status.message}");
        Assert.Matches(@"^Evicted: The node was low on resource: pids\. Threshold quantity: \w+, available: \w+\. $", told);
        await cluster.UntilPrintsAsync("Attempting to reclaim pids", "events");

        await cluster.UntilPrintsAsync("False KubeletHasSufficientPID", "get", "node", "n1", "-o", PidCondition);
        await cluster.UntilPrintsAsync("Taints:             <none>", "describe", "node", "n1");
        Assert.Equal(few, await cluster.MustAsync("get", "pod", "few", "-o", ContainerOfPod));
        await ConfigureAsync(quiet);
        await cluster.MustAsync("delete", "pod", "few", "many");
    }

    private const string ContainerOfPod = "jsonpath={.status.phase} {.status.containerStatuses[0].containerID} {.status.containerStatuses[0].restartCount}";

    private const string PidCondition = "jsonpath={.status.conditions[?(@.type=='PIDPressure')].status} {.status.conditions[?(@.type=='PIDPressure')].reason}";

    // Shells that are waited for, and wait themselves for somebody who never opens the pipe: they start no program, and cost little.
    private static string Forking(string name, int forks) => Manifests.Pod(
        name, $"""[sh, -c, "mkfifo /pipe; until [ -e /go ]; do sleep 0.1; done; for n in $(seq {forks}); do read x </pipe & done; wait"]""");

    // As the kernel counts for everybody: what the agent reads is the same.
    private static long Available() =>
        Math.Min(Number("/proc/sys/kernel/pid_max"), Number("/proc/sys/kernel/threads-max")) - long.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[3].Split('/')[1], CultureInfo.InvariantCulture);

    private static long Number(string path) => long.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture);

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
