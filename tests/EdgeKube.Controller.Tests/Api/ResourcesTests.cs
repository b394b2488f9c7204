using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api;

public sealed class ResourcesTests : IDisposable
{
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Find_SameRevision_IsTheSameObject()
    {
        await _api.CreateConfigMapAsync("c");

        Assert.Same(_api.Resources.Find<ConfigMap>("default", "c"), _api.Resources.Find<ConfigMap>("default", "c"));
        Assert.Same(_api.Resources.Find<ConfigMap>("default", "c"), Assert.Single(_api.Resources.List<ConfigMap>()));
        Assert.Null(_api.Resources.Find<ConfigMap>("default", "none"));
    }

    [Fact]
    public async Task UpdateAsync_Stale_IsAValue()
    {
        await _api.CreateConfigMapAsync("c");
        var read = _api.Resources.Find<ConfigMap>("default", "c")!;
        var first = await _api.Resources.UpdateAsync(read with { Data = new Dictionary<string, string> { ["a"] = "2" } }, CancellationToken.None);
        var second = await _api.Resources.UpdateAsync(read with { Data = new Dictionary<string, string> { ["a"] = "3" } }, CancellationToken.None);

        Assert.True(first.Succeeded);
        Assert.True(second.IsConflict);
    }

    [Fact]
    public async Task WatchAsync_FromNothing_ShowsEverythingInOrder()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await _api.CreateConfigMapAsync("c");
        await using var changes = _api.Resources.WatchAsync(null, stop.Token).GetAsyncEnumerator(stop.Token);
        var seen = new List<string>();
        while (!seen.Contains("ConfigMap default/c"))
        {
            Assert.True(await changes.MoveNextAsync());
            Assert.Equal(ResourceChangeType.Added, changes.Current.Type);
            seen.Add($"{changes.Current.Kind} {changes.Current.Namespace}/{changes.Current.Name}");
        }

        while (!seen.Contains("ServiceAccount kube-system/default"))
        {
            Assert.True(await changes.MoveNextAsync());
            seen.Add($"{changes.Current.Kind} {changes.Current.Namespace}/{changes.Current.Name}");
        }

        await _api.Resources.DeleteAsync<ConfigMap>("default", "c", new DeleteOptions(), CancellationToken.None);
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal((ResourceChangeType.Deleted, "c"), (changes.Current.Type, changes.Current.Name));
        Assert.NotNull(changes.Current.Previous);
        Assert.Equal($"{changes.Current.Revision}", changes.Current.Object.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task As_Node_TouchesItsOwnAlone()
    {
        await _api.CreatePodAsync("mine", "n1");
        await _api.CreatePodAsync("other", "n2");
        var node = _api.Resources.As("node:n1");

        Assert.True((await node.CreateAsync(new Node { Metadata = new ObjectMeta { Name = "n1" } }, CancellationToken.None)).Succeeded);
        Assert.Equal(403, (await node.CreateAsync(new Node { Metadata = new ObjectMeta { Name = "n2" } }, CancellationToken.None)).Error!.Code);
        Assert.True((await node.UpdateStatusAsync(Running("mine"), CancellationToken.None)).Succeeded);
        Assert.Equal(403, (await node.UpdateStatusAsync(Running("other"), CancellationToken.None)).Error!.Code);
        Assert.Equal(403, (await node.UpdateAsync(Running("mine"), CancellationToken.None)).Error!.Code);
        Assert.Equal(403, (await node.DeleteAsync<Pod>("default", "other", new DeleteOptions(), CancellationToken.None)).Error!.Code);
        Assert.Equal(403, (await node.DeleteAsync<ConfigMap>("default", "c", new DeleteOptions(), CancellationToken.None)).Error!.Code);
        Assert.True((await node.DeleteAsync<Pod>("default", "mine", new DeleteOptions { GracePeriodSeconds = 0 }, CancellationToken.None)).Succeeded);
        Assert.Null(_api.Resources.Find<Pod>("default", "mine"));

        static Pod Running(string name) => new()
        {
            Metadata = new ObjectMeta { Name = name, Namespace = "default" },
            Status = new PodStatus { Phase = "Running" },
        };
    }

    [Fact]
    public async Task BindAsync_Pod_SetsNodeAndCondition()
    {
        await _api.CreatePodAsync("p");
        var pod = _api.Resources.Find<Pod>("default", "p")!;
        var bound = await _api.Resources.As("system:kube-scheduler").BindAsync(pod, "n1", CancellationToken.None);

        Assert.Equal("n1", bound.Object!.Spec!.NodeName);
        Assert.Equal(("PodScheduled", "True"), bound.Object.Status!.Conditions!.Select(condition => (condition.Type, condition.Status)).Single());
        Assert.True((await _api.Resources.BindAsync(pod, "n2", CancellationToken.None)).IsConflict);
    }
}
