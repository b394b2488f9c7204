using System.Diagnostics;
using System.Globalization;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd.Node;

/// <summary>A node that has its data on a disk of 64 MiB, which fills up, and then gives errors.</summary>
public sealed class SmallDiskTests(NodeCluster cluster, ITestOutputHelper output) : IClassFixture<NodeCluster>, IDisposable
{
    private SmallDisk? _disk;

    public void Dispose() => _disk?.Dispose();

    [Fact]
    public async Task Disk_FullAndThenFailing_EndsWhoFilledItAndLaterNobody()
    {
        await MoveToSmallDiskAsync();
        await cluster.MustApplyAsync(Manifests.Pod("modest", """[sh, -c, "exec sleep 100000"]""") + "\n---\n" + Greedy());
        await cluster.PodsWhenAsync("modest runs", pods => pods.Any(pod => pod is { Name: "modest", Ready: true }));
        var container = await ContainerAsync();

        await cluster.PodsWhenAsync("greedy is evicted", pods => pods.Any(pod => pod is { Name: "greedy", Phase: "Failed" }));
        var told = await cluster.MustAsync("get", "pod", "greedy", "-o", "jsonpath={.status.reason}: {.status.message}");
        Assert.StartsWith("Evicted: The node was low on resource: ephemeral-storage. Threshold quantity: ", told, StringComparison.Ordinal);
        Assert.Contains("DiskPressure", await cluster.MustAsync("describe", "pod", "greedy") + await cluster.MustAsync("describe", "node", "n1"), StringComparison.Ordinal);

        // What it had written is gone with it, so that nobody else had to go.
        await cluster.UntilAsync(async () => await ConditionAsync("DiskPressure") == "False KubeletHasNoDiskPressure");
        Assert.Equal(container, await ContainerAsync());
        await cluster.MustAsync("delete", "pod", "greedy");

        _disk!.Break();
        var since = Stopwatch.GetTimestamp();
        await cluster.UntilAsync(async () => (await ConditionAsync("ReadonlyFilesystem")).StartsWith("True Filesystem", StringComparison.Ordinal));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure: a disk that gives errors is told after {Stopwatch.GetElapsedTime(since).TotalSeconds:F1} s"));
        Assert.Equal("works\n", await cluster.MustAsync("exec", "modest", "--", "echo", "works"));
        Assert.Equal(container, await ContainerAsync());
        Assert.Contains("ReadonlyFilesystem is True: ", await cluster.MustAsync("why", "node/n1"), StringComparison.Ordinal);
    }

    private async Task MoveToSmallDiskAsync()
    {
        var (configuration, data) = (Path.Combine(cluster.Directory, "n1", "agent.yaml"), Path.Combine(cluster.Directory, "n1", "agent"));
        await cluster.ControlAsync("stop-agent");
        await MustAsync("cp", "-a", data, $"{data}.before");
        _disk = new SmallDisk(64 << 20, data);
        await MustAsync("cp", "-a", $"{data}.before/.", data);
        var text = await File.ReadAllTextAsync(configuration);
        await File.WriteAllTextAsync(configuration, text.Replace("memory.available<20Mi", "memory.available<20Mi, nodefs.available<10%", StringComparison.Ordinal) + "pressureTransition: 1s\n");
        await cluster.ControlAsync("start-agent");
    }

    // To the last byte.
    private static string Greedy() => Manifests.Pod("greedy", """[sh, -c, "dd if=/dev/zero of=/data/held bs=64k; exec sleep 100000"]""") + """
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
