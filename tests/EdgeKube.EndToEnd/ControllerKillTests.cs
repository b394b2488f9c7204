using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd;

/// <summary>The controller is killed in the middle of changes. What it had answered is there afterwards, what it had begun is finished, and pods that nobody changed run on.</summary>
public sealed class ControllerKillTests(Cluster cluster) : IClassFixture<Cluster>, IAsyncLifetime
{
    private const string OtherImage = "edgekube.test/busybox:2";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private IReadOnlyList<PodView> _steady = [];

    public async Task InitializeAsync()
    {
        await cluster.MustApplyAsync(Manifests.Deployment("steady", 3));
        _steady = await cluster.PodsWhenAsync("the steady pods run", pods => pods.Count == 3 && pods.All(p => p is { Ready: true, Restarts: 0 }));
    }

    public async Task DisposeAsync()
    {
        await cluster.MustAsync("delete", "deployment", "work", "--ignore-not-found");
        await cluster.PodsWhenAsync("only the steady pods", pods => pods.Count == 3);
    }

    [Fact]
    public Task Kill_ApplyWasJustAnswered_PodsAreMade() => KillAsync(
        () => cluster.MustApplyAsync(Manifests.Deployment("work", 3)),
        work => work.Count == 3);

    [Fact]
    public Task Kill_FirstContainerRunsAndOthersDoNot_AllRunAndNoneTwice() => KillAsync(
        async () =>
        {
            await cluster.MustApplyAsync(Manifests.Deployment("work", 4));
            using var node = new DirectPods(cluster);
            await Eventually.True(async () => (await node.RunningAsync()).Count > _steady.Count, Limit);
        },
        work => work.Count == 4 && work.All(p => p.Restarts == 0));

    [Fact]
    public Task Kill_UpdateIsRolling_IsFinished() => KillAsync(
        async () =>
        {
            await cluster.ControlAsync("ctr", "1", "images", "tag", "--force", Manifests.Image, OtherImage);
            await cluster.MustApplyAsync(Manifests.Deployment("work", 3));
            await WorkAsync("the old pods run", work => work.Count == 3 && work.All(p => p.Ready));
            await cluster.MustApplyAsync(Manifests.Deployment("work", 3, OtherImage));
            await WorkAsync("a new pod is there", work => work.Any(p => p.Image == OtherImage));
        },
        work => work.Count == 3 && work.All(p => p.Image == OtherImage));

    [Fact]
    public Task Kill_ScaleDownWasJustAnswered_PodsEnd() => KillAsync(
        async () =>
        {
            await cluster.MustApplyAsync(Manifests.Deployment("work", 4));
            await WorkAsync("all run", work => work.Count == 4 && work.All(p => p.Ready));
            await cluster.MustAsync("scale", "deployment", "work", "--replicas", "1");
        },
        work => work.Count == 1);

    [Fact]
    public Task Kill_PodsAreEnding_TheyEndAndNothingIsLeft() => KillAsync(
        async () =>
        {
            await cluster.MustApplyAsync(Manifests.Deployment("work", 3));
            await WorkAsync("all run", work => work.Count == 3 && work.All(p => p.Ready));
            await cluster.MustAsync("delete", "deployment", "work", "--wait=false");
            await WorkAsync("one is ending", work => work.Count == 0 || work.Any(p => p.Deleting));
        },
        work => work.Count == 0);

    [Fact]
    public Task Kill_ItHasJustBeenStarted_StartsAgain() => KillAsync(
        async () =>
        {
            await cluster.MustApplyAsync(Manifests.Deployment("work", 3));
            await cluster.ControlAsync("kill-controller");
            await cluster.ControlAsync("start-controller");
        },
        work => work.Count == 3);

    // Somebody writes all the time: what was answered must be there in the end.
    private async Task KillAsync(Func<Task> reach, Func<IReadOnlyList<PodView>, bool> converged)
    {
        using var writing = new CancellationTokenSource();
        var notes = WriteNotesAsync(writing.Token);
        await reach();
        await cluster.ControlAsync("kill-controller");
        await cluster.ControlAsync("start-controller");
        await cluster.NodeIsAsync("Ready");
        await WorkAsync("converged", work => converged(work) && work.All(p => p is { Ready: true, Deleting: false }));
        await writing.CancelAsync();

        var answered = await notes;
        var there = (await cluster.MustAsync("get", "configmaps", "-o", "name")).Split('\n').ToHashSet();
        Assert.NotEmpty(answered);
        Assert.Subset(there, answered.Select(note => $"configmap/{note}").ToHashSet());
        var steady = await cluster.PodsWhenAsync("the steady pods are Ready", pods => Steady(pods).Count == 3 && Steady(pods).All(p => p.Ready));
        Assert.Equal(_steady.SelectMany(p => p.ContainerIds).Order(), Steady(steady).SelectMany(p => p.ContainerIds).Order());
        Assert.All(Steady(steady), p => Assert.Equal(0, p.Restarts));
    }

    private async Task<IReadOnlyList<string>> WriteNotesAsync(CancellationToken cancellationToken)
    {
        var answered = new List<string>();
        while (!cancellationToken.IsCancellationRequested)
        {
            var name = $"note-{Guid.NewGuid().ToString("N")[..12]}";
            var result = await cluster.ApplyAsync($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\ndata: {{}}\n");
            if (result.ExitCode == 0)
            {
                answered.Add(name);
            }

            // The door takes a limited number of new connections a second.
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }

        return answered;
    }

    private Task<IReadOnlyList<PodView>> WorkAsync(string what, Func<IReadOnlyList<PodView>, bool> condition) =>
        cluster.PodsWhenAsync(what, pods => condition([.. pods.Where(p => p.Name.StartsWith("work-", StringComparison.Ordinal))]));

    private static List<PodView> Steady(IReadOnlyList<PodView> pods) => [.. pods.Where(p => p.Name.StartsWith("steady-", StringComparison.Ordinal))];
}
