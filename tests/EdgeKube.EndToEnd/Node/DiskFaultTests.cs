using System.Diagnostics;
using System.Globalization;
using EdgeKube.EndToEnd.Harness;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd.Node;

/// <summary>The node's disk becomes read-only while pods run.</summary>
[Collection(NodeClusterCollection.Name)]
public sealed class DiskFaultTests(NodeCluster cluster, ITestOutputHelper output)
{
    [Fact]
    public async Task Disk_ReadOnly_IsACondition_AndNothingThatRunsIsTouched()
    {
        var data = File.ReadLines(Path.Combine(cluster.Directory, "n1", "agent.yaml")).Single(line => line.StartsWith("dataDir:", StringComparison.Ordinal))["dataDir:".Length..].Trim();
        await cluster.MustApplyAsync(Manifests.Pod("steady", """[sh, -c, "exec sleep 100000"]"""));
        await cluster.PodsWhenAsync("steady runs", pods => pods.Any(pod => pod is { Name: "steady", Ready: true }));
        var container = await ContainerAsync();

        await MountAsync("--bind", data, data);
        try
        {
            await MountAsync("-o", "remount,ro,bind", data);
            var since = Stopwatch.GetTimestamp();
            await cluster.UntilAsync(async () => await ConditionAsync() == "True FilesystemIsReadOnly");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure: a read-only disk is told after {Stopwatch.GetElapsedTime(since).TotalSeconds:F1} s"));
            Assert.Equal("works\n", await cluster.MustAsync("exec", "steady", "--", "echo", "works"));
            Assert.Equal(container, await ContainerAsync());

            await MountAsync("-o", "remount,rw,bind", data);
            await cluster.UntilAsync(async () => await ConditionAsync() == "False FilesystemIsNotReadOnly");
        }
        finally
        {
            await cluster.RunAsync("umount", "-l", data);
        }

        Assert.Equal(container, await ContainerAsync());
        await cluster.MustAsync("delete", "pod", "steady", "--wait=false");
    }

    private Task<string> ContainerAsync() => cluster.MustAsync("get", "pod", "steady", "-o", "jsonpath={.status.containerStatuses[0].containerID}{.status.containerStatuses[0].restartCount}");

    private async Task<string> ConditionAsync() =>
        await cluster.MustAsync("get", "node", "n1", "-o", "jsonpath={.status.conditions[?(@.type=='ReadonlyFilesystem')].status} {.status.conditions[?(@.type=='ReadonlyFilesystem')].reason}");

    private async Task MountAsync(params string[] arguments)
    {
        var mounted = await cluster.RunAsync("mount", arguments);
        Assert.True(mounted.ExitCode == 0, mounted.ToString());
    }
}
