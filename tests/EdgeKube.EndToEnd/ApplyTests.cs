using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd;

/// <summary>A manifest applied again: what others have added to the object stays, and diff says beforehand what would become of it.</summary>
public sealed class ApplyTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Apply_RunningPodAgain_IsUnchangedAndDiffShowsOnlyWhatTheManifestChanges()
    {
        var manifest = Manifests.Pod("again", "[sleep, \"100000\"]");
        await cluster.MustApplyAsync(manifest);
        await cluster.PodsWhenAsync("the pod runs", pods => pods.Any(pod => pod is { Name: "again", Ready: true }));

        var same = await DiffAsync(manifest);
        var changed = await DiffAsync(manifest.Replace(Manifests.Image, "edgekube.test/other:1", StringComparison.Ordinal));

        Assert.Equal((0, ""), (same.ExitCode, same.Output));
        Assert.Equal(1, changed.ExitCode);
        Assert.Equal(["-    image: " + Manifests.Image, "+    image: edgekube.test/other:1"], changed.Output.Split('\n').Where(line => line.Contains(" image:", StringComparison.Ordinal)));
        Assert.DoesNotContain("kube-api-access", string.Join('\n', changed.Output.Split('\n').Where(line => line.StartsWith('-'))), StringComparison.Ordinal);
        Assert.Contains("pod/again unchanged", (await cluster.ApplyAsync(manifest)).Output, StringComparison.Ordinal);
        Assert.Contains(await cluster.PodsAsync(), pod => pod is { Name: "again", Ready: true, Restarts: 0 });
    }

    private Task<ShellResult> DiffAsync(string manifest) => cluster.RunAsync("edgectl", ["diff", "-f", "-"], manifest);
}
