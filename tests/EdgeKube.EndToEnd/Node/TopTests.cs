using System.Globalization;
using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd.Node;

/// <summary>kubectl top and edgectl top, from the cgroups of real containers.</summary>
[Collection(NodeClusterCollection.Name)]
public sealed class TopTests(NodeCluster cluster)
{
    [Fact]
    public async Task Top_BusyPod_ShowsItsCpuAndMemory()
    {
        await cluster.MustApplyAsync(Manifests.Pod("busy", """[sh, -c, "dd if=/dev/zero of=/dev/shm/held bs=1M count=24; while :; do :; done"]"""));
        await cluster.PodsWhenAsync("busy runs", pods => pods.Any(pod => pod is { Name: "busy", Ready: true }));

        // Two thirds of what the loop could have would be 600m on a machine with nothing else to do; this one has.
        var row = Array.Empty<string>();
        await cluster.UntilAsync(async () =>
        {
            var pods = await cluster.RunAsync("kubectl", "top", "pod", "busy", "--no-headers");
            row = pods.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return row is ["busy", var cpu, var memory] && Number(cpu, "m") > 50 && Number(memory, "Mi") >= 24;
        });
        var node = await cluster.RunAsync("kubectl", "top", "node", "--no-headers");
        Assert.Matches(@"^n1 +\d+m +\d+% +\d+Mi +\d+%\s*$", node.Output);

        Assert.Matches(@"^NAME +CPU\(cores\) +CPU\(%\) +MEMORY\(bytes\) +MEMORY\(%\)\nn1 +\d+m +\d+% +\d+Mi +\d+%\n$", await cluster.MustAsync("top", "node"));
        Assert.Matches(@"busy +main +\d+m +\d+Mi\n", await cluster.MustAsync("top", "pod", "--containers"));
        Assert.Contains("metrics.k8s.io/v1beta1", (await cluster.RunAsync("kubectl", "api-versions")).Output, StringComparison.Ordinal);
        Assert.Contains("not found", (await cluster.EdgectlAsync("top", "node", "nobody")).Errors, StringComparison.Ordinal);
        await cluster.MustAsync("delete", "pod", "busy", "--wait=false");
    }

    private static int Number(string text, string unit) =>
        text.EndsWith(unit, StringComparison.Ordinal) ? int.Parse(text[..^unit.Length], CultureInfo.InvariantCulture) : -1;
}
