using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd.Streams;

/// <summary>A cluster with a pod to talk to, <c>box</c>, and one that waits for what never comes, <c>waiting</c>.</summary>
public sealed class StreamCluster : Cluster, IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await MustApplyAsync(Manifests.Pod("box", "[sleep, \"100000\"]") + "\n---\n" + Manifests.Pod("waiting", "[sleep, \"1\"]", "edgekube.test/nothing:1"));
        await PodsWhenAsync("box runs", pods => pods.Any(pod => pod is { Name: "box", Ready: true }) && pods.Any(pod => pod is { Name: "waiting", Waiting.Length: > 0 }));
    }

    public string Kubeconfig => Path.Combine(Directory, "config", "kubeconfig");

    /// <summary>Runs kubectl with an input.</summary>
    public Task<ShellResult> KubectlAsync(string? input, params string[] arguments) => RunAsync("kubectl", arguments, input);

    /// <summary>Starts edgectl, which goes on beside the test.</summary>
    internal RunningProgram StartEdgectl(params IReadOnlyList<string> arguments) => RunningProgram.Start(
        "/usr/bin/env", [$"EDGEKUBE_CONFIG={Path.Combine(Directory, "controller", "admin.yaml")}", Path.Combine(Repository.Root, "out", "bin", "edgectl"), .. arguments]);

    public Task UntilAsync(Func<Task<bool>> condition) => Eventually.True(condition, Limit, TimeSpan.FromMilliseconds(200));
}
