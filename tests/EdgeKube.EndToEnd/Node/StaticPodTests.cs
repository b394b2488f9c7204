using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd.Node;

/// <summary>Pods of files of the node, with a controller and without.</summary>
[Collection(NodeClusterCollection.Name)]
public sealed class StaticPodTests(NodeCluster cluster)
{
    private string File => Path.Combine(cluster.Directory, "n1", "manifests", "own.yaml");

    [Fact]
    public async Task StaticPod_FileComesChangesAndGoes_PodAndMirrorFollow()
    {
        await cluster.ControlAsync("kill-controller");
        string container;
        try
        {
            // Nobody is there to tell the node anything.
            await WriteAsync("first");
            await cluster.UntilAsync(async () => (await cluster.LocalAsync("logs", "own-n1")).Output == "first\n");
            container = await ContainerAsync();
        }
        finally
        {
            await cluster.ControlAsync("start-controller");
            await cluster.NodeIsAsync("Ready");
        }

        await cluster.PodsWhenAsync("the mirror is there", pods => pods.Any(pod => pod is { Name: "own-n1", Ready: true }));
        var uid = await MirrorAsync("{.metadata.uid}");
        Assert.Equal("file Node/n1", await MirrorAsync("{.metadata.annotations.kubernetes\\.io/config\\.source} {.metadata.ownerReferences[0].kind}/{.metadata.ownerReferences[0].name}"));
        Assert.Equal(await MirrorAsync("{.metadata.annotations.kubernetes\\.io/config\\.hash}"), await MirrorAsync("{.metadata.annotations.kubernetes\\.io/config\\.mirror}"));
        Assert.Equal("first\n", await cluster.UntilPrintsAsync("first", "logs", "own-n1"));
        Assert.Equal("seen\n", await cluster.MustAsync("exec", "own-n1", "--", "echo", "seen"));
        await cluster.UntilPrintsAsync("Started", "describe", "pod", "own-n1");

        await cluster.MustAsync("delete", "pod", "own-n1", "--wait=false");
        await cluster.UntilAsync(async () => (await MirrorAsync("{.metadata.uid}{.status.phase}")) is { Length: > 0 } now && now.EndsWith("Running", StringComparison.Ordinal) && !now.StartsWith(uid, StringComparison.Ordinal));
        Assert.Equal(container, await ContainerAsync());

        await WriteAsync("second");
        await cluster.UntilAsync(async () => (await cluster.EdgectlAsync("logs", "own-n1")).Output == "second\n");

        System.IO.File.Delete(File);
        await cluster.UntilAsync(async () => (await cluster.EdgectlAsync("get", "pod", "own-n1")).Errors.Contains("not found", StringComparison.Ordinal));
        Assert.DoesNotContain("own-n1", await cluster.ControlAsync("running-commands", "1"), StringComparison.Ordinal);
    }

    private async Task WriteAsync(string word)
    {
        var manifest = Manifests.Pod("own", $"""[sh, -c, "echo {word}; exec sleep 100000"]""");
        await System.IO.File.WriteAllTextAsync(File + ".new", manifest);
        System.IO.File.Move(File + ".new", File, overwrite: true);
    }

    private Task<string> ContainerAsync() => cluster.MustLocalAsync("get", "pod", "own-n1", "-o", "jsonpath={.status.containerStatuses[0].containerID}");

    private async Task<string> MirrorAsync(string path) => (await cluster.EdgectlAsync("get", "pod", "own-n1", "-o", $"jsonpath={path}")).Output.Trim();
}
