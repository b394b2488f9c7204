using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd.Streams;

/// <summary>kubectl debug: a container is added to a pod that runs, and sees its processes.</summary>
public sealed class DebugTests(StreamCluster cluster) : IClassFixture<StreamCluster>
{
    [Fact]
    public async Task Debug_RunningPod_SeesTheTargetsProcessesAndIsLogged()
    {
        await cluster.MustApplyAsync(Manifests.Pod("patient", "[sleep, \"98765\"]"));
        await cluster.UntilAsync(async () => (await cluster.PodsAsync()).Any(pod => pod is { Name: "patient", Ready: true }));

        var debug = await cluster.KubectlAsync(
            null, "debug", "patient", "-c", "doctor", $"--image={Manifests.Image}", "--image-pull-policy=IfNotPresent", "--target=main", "--attach=false", "--", "sh", "-c", "cat /proc/1/cmdline; echo; echo seen");

        Assert.True(debug.ExitCode == 0, debug.ToString());
        await cluster.UntilAsync(async () => (await cluster.KubectlAsync(null, "logs", "patient", "-c", "doctor")).Output.Contains("seen", StringComparison.Ordinal));
        Assert.Contains("98765", (await cluster.KubectlAsync(null, "logs", "patient", "-c", "doctor")).Output, StringComparison.Ordinal);
        Assert.Contains((await cluster.PodsAsync()), pod => pod is { Name: "patient", Phase: "Running", Ready: true });
    }
}
