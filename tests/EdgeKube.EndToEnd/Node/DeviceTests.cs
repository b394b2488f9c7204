using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd.Node;

/// <summary>A device of the node from agent.yaml to the inside of a container, through the scheduler.</summary>
[Collection(NodeClusterCollection.Name)]
public sealed class DeviceTests(NodeCluster cluster) : IAsyncLifetime
{
    private const string Resource = "edge.example/gps";

    private string Configuration => Path.Combine(cluster.Directory, "n1", "agent.yaml");

    private string Device => Path.Combine(cluster.Directory, "dev", "gps0");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Device)!);
        await PlugInAsync(240);
        await ConfigureAsync(await File.ReadAllTextAsync(Configuration) + $"devices: [\"{Resource}=path:{Path.GetDirectoryName(Device)}/gps*@/dev/gps\"]\n");
    }

    public async Task DisposeAsync() =>
        await ConfigureAsync(string.Concat((await File.ReadAllLinesAsync(Configuration)).Where(line => !line.StartsWith("devices:", StringComparison.Ordinal)).Select(line => line + "\n")));

    [Fact]
    public async Task Device_OfTheNode_IsCountedScheduledGivenAndTakenAway()
    {
        await cluster.UntilAsync(async () => await CountAsync() == "1 1");
        await cluster.MustApplyAsync(Asking("tracker"));
        await cluster.PodsWhenAsync("tracker runs", pods => pods.Any(pod => pod is { Name: "tracker", Ready: true }));
        Assert.Equal("a:f0\n", await cluster.MustAsync("exec", "tracker", "--", "stat", "-c", "%t:%T", "/dev/gps"));

        await cluster.MustApplyAsync(Asking("second"));
        await cluster.UntilAsync(async () => (await cluster.MustAsync("get", "pod", "second", "-o", "jsonpath={.status.conditions[?(@.type=='PodScheduled')].message}")).Contains($"Insufficient {Resource}", StringComparison.Ordinal));

        File.Delete(Device);
        await cluster.UntilAsync(async () => await CountAsync() == "1 0");
        await cluster.UntilAsync(async () => (await cluster.MustAsync("describe", "pod", "tracker")).Contains("DeviceVanished", StringComparison.Ordinal));
        await cluster.PodsWhenAsync("tracker runs on", pods => pods.Any(pod => pod is { Name: "tracker", Ready: true, Restarts: 0 }));

        await cluster.MustAsync("delete", "pod", "tracker");
        await PlugInAsync(241);
        await cluster.PodsWhenAsync("second has it", pods => pods.Any(pod => pod is { Name: "second", Ready: true }));
        Assert.Equal("a:f1\n", await cluster.MustAsync("exec", "second", "--", "stat", "-c", "%t:%T", "/dev/gps"));
        await cluster.MustAsync("delete", "pod", "second", "--wait=false");
    }

    private static string Asking(string name) => Manifests.Pod(name, """[sh, -c, "exec sleep 100000"]""") + $$$"""
            resources: {limits: {{{{Resource}}}: 1}}

        """;

    private async Task<string> CountAsync() =>
        await cluster.MustAsync("get", "node", "n1", "-o", @"jsonpath={.status.capacity.edge\.example/gps} {.status.allocatable.edge\.example/gps}");

    private async Task PlugInAsync(int minor)
    {
        var made = await cluster.RunAsync("mknod", Device, "c", "10", $"{minor}");
        Assert.True(made.ExitCode == 0, made.ToString());
    }

    private async Task ConfigureAsync(string text)
    {
        await File.WriteAllTextAsync(Configuration, text);
        await cluster.ControlAsync("stop-agent");
        await cluster.ControlAsync("start-agent");
    }
}
