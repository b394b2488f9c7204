using System.Diagnostics;
using System.Globalization;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd.Node;

/// <summary>A node that has its data on a disk of 64 MiB and 4096 files, which fills up, and then gives errors.</summary>
public sealed class SmallDiskTests(NodeCluster cluster, ITestOutputHelper output) : IClassFixture<NodeCluster>, IDisposable
{
    private SmallDisk? _disk;

    public void Dispose() => _disk?.Dispose();

    [Fact]
    public async Task Disk_OutOfInodesThenFullThenFailing_EndsWhoFilledItAndLaterNobody()
    {
        await MoveToSmallDiskAsync();
        await cluster.MustApplyAsync(Pod("modest", "for n in $(seq 50); do true >/data/$n; done"));
        await cluster.PodsWhenAsync("modest runs", pods => pods.Any(pod => pod is { Name: "modest", Ready: true }));
        var container = await ContainerAsync();

        await FilledAsync("inodes", "for n in $(seq 5000); do true >/data/$n || break; done");
        await cluster.UntilPrintsAsync("Node n1 status is now: NodeHasDiskPressure", "events");
        Assert.Equal(container, await ContainerAsync());
        Assert.Equal("50\n", await cluster.MustAsync("exec", "modest", "--", "sh", "-c", "ls /data | wc -l"));
        // To the last byte.
        await FilledAsync("ephemeral-storage", "dd if=/dev/zero of=/data/held bs=64k");
        Assert.Equal(container, await ContainerAsync());

        _disk!.Break();
        var since = Stopwatch.GetTimestamp();
        await cluster.UntilAsync(async () => (await ConditionAsync("ReadonlyFilesystem")).StartsWith("True Filesystem", StringComparison.Ordinal));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure: a disk that gives errors is told after {Stopwatch.GetElapsedTime(since).TotalSeconds:F1} s"));
        Assert.Equal("works\n", await cluster.MustAsync("exec", "modest", "--", "echo", "works"));
        Assert.Equal(container, await ContainerAsync());
        Assert.Contains("ReadonlyFilesystem is True: ", await cluster.MustAsync("why", "node/n1"), StringComparison.Ordinal);
    }

    private async Task FilledAsync(string resource, string script)
    {
        var name = $"greedy-{resource}";
        await cluster.MustApplyAsync(Pod(name, script));
        await cluster.UntilPrintsAsync("node.kubernetes.io/disk-pressure:NoSchedule", "describe", "node", "n1");
        await cluster.PodsWhenAsync($"{name} is evicted", pods => pods.Any(pod => pod is { Phase: "Failed" } && pod.Name == name));
        var told = await cluster.MustAsync("get", "pod", name, "-o", "jsonpath={.status.reason}: {.status.message} {.status.conditions[?(@.type=='DisruptionTarget')].reason}");
        Assert.Matches($@"^Evicted: The node was low on resource: {resource}\. Threshold quantity: \w+, available: \w+\. (Container main .*)? TerminationByKubelet", told);
        await cluster.UntilPrintsAsync($"Attempting to reclaim {resource}", "events");

        // What it had is gone with it, so that nobody else has to go.
        await cluster.UntilAsync(async () => await ConditionAsync("DiskPressure") == "False KubeletHasNoDiskPressure");
        // Or the next round would take this one's taint for its own.
        await cluster.UntilPrintsAsync("Taints:             <none>", "describe", "node", "n1");
        await cluster.MustAsync("delete", "pod", name);
    }

    private async Task MoveToSmallDiskAsync()
    {
        var (configuration, data) = (Path.Combine(cluster.Directory, "n1", "agent.yaml"), Path.Combine(cluster.Directory, "n1", "agent"));
        await cluster.ControlAsync("stop-agent");
        await MustAsync("cp", "-a", data, $"{data}.before");
        _disk = new SmallDisk(64 << 20, data, inodes: 4096);
        await MustAsync("cp", "-a", $"{data}.before/.", data);
        var text = await File.ReadAllTextAsync(configuration);
        // Long enough that a slow look sees the condition and the taint.
        await File.WriteAllTextAsync(
            configuration,
            text.Replace("memory.available<20Mi", "memory.available<20Mi, nodefs.available<10%, nodefs.inodesFree<5%", StringComparison.Ordinal) + "pressureTransition: 15s\n");
        await cluster.ControlAsync("start-agent");
    }

    private static string Pod(string name, string script) => Manifests.Pod(name, $"""[sh, -c, "{script}; exec sleep 100000"]""") + """
            volumeMounts: [{name: data, mountPath: /data}]
          volumes: [{name: data, emptyDir: {}}]

        """;

    private Task<string> ContainerAsync() => cluster.MustAsync("get", "pod", "modest", "-o", "jsonpath={.status.phase} {.status.containerStatuses[0].containerID} {.status.containerStatuses[0].restartCount}");

    private async Task<string> ConditionAsync(string type) =>
        await cluster.MustAsync("get", "node", "n1", "-o", $"jsonpath={{.status.conditions[?(@.type=='{type}')].status}} {{.status.conditions[?(@.type=='{type}')].reason}}");

    private async Task MustAsync(string program, params string[] arguments)
    {
        var ran = await cluster.RunAsync(program, arguments);
        Assert.True(ran.ExitCode == 0, ran.ToString());
    }
}
