using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers;
using EdgeKube.Controller.Reconcilers.Deployments;
using EdgeKube.Controller.Reconcilers.Events;
using EdgeKube.Controller.Reconcilers.Nodes;
using EdgeKube.Controller.Reconcilers.Pods;
using EdgeKube.Controller.Reconcilers.ReplicaSets;
using EdgeKube.Controller.Tests.Api;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Controller.Tests.Reconcilers;

/// <summary>Single shells, pass by pass, over the real pipeline and store, with a clock that moves when told to.</summary>
public sealed class ShellTests : IDisposable
{
    private readonly ApiFixture _api = new();
    private readonly ManualTimeProvider _time = new(Build.Now);
    private readonly EventRecorder _events;

    public ShellTests() => _events = new EventRecorder(_api.Resources, _time, NullLogger<EventRecorder>.Instance);

    private IResources Resources => _api.Resources;

    [Fact]
    public async Task PodCollector_NodeDeleted_CollectsAfterQuarantineOnly()
    {
        await CreateAsync(Build.Node("n1"));
        await _api.CreatePodAsync("p", "n1");
        var collector = new PodCollector(Resources, _time);
        Assert.Equal(ReconcileResult.Done, await collector.ReconcileAsync(new("default", "p"), default));

        await Resources.DeleteAsync<Node>(null, "n1", new DeleteOptions(), default);
        Assert.Equal(TimeSpan.FromSeconds(40), (await collector.ReconcileAsync(new("default", "p"), default)).RunAgainAfter);
        _time.Advance(TimeSpan.FromSeconds(39));
        Assert.Equal(TimeSpan.FromSeconds(1), (await collector.ReconcileAsync(new("default", "p"), default)).RunAgainAfter);
        _time.Advance(TimeSpan.FromSeconds(1));
        await collector.ReconcileAsync(new("default", "p"), default);
        Assert.Null(Resources.Find<Pod>("default", "p"));
    }

    [Fact]
    public async Task Deployment_HashTakenByAnother_CountsCollisionAndTakesAnotherName()
    {
        await _api.CreateDeploymentAsync("d");
        var deployment = Resources.Find<Deployment>("default", "d")!;
        var name = $"d-{TemplateHash.Build(deployment.Spec!.Template!, null)}";
        await CreateAsync(Build.ReplicaSet(0, name) with { Metadata = new() { Name = name, Namespace = "default", Labels = Build.Selector.MatchLabels } });
        var reconciler = new DeploymentReconciler(Resources, _events, _time);

        Assert.Equal(ReconcileResult.TryAgain, await reconciler.ReconcileAsync(new("default", "d"), default));
        Assert.Equal(1, Resources.Find<Deployment>("default", "d")!.Status!.CollisionCount);
        await reconciler.ReconcileAsync(new("default", "d"), default);
        Assert.Equal(2, Resources.List<ReplicaSet>("default").Count);
    }

    [Fact]
    public async Task Deployment_PassAfterPass_WritesOnceThenNothing()
    {
        await _api.CreateDeploymentAsync("d");
        var deployments = new DeploymentReconciler(Resources, _events, _time);
        var sets = new ReplicaSetReconciler(Resources, _events, _time);
        for (var i = 0; i < 5; i++)
        {
            await deployments.ReconcileAsync(new("default", "d"), default);
            await sets.ReconcileAsync(new("default", Resources.List<ReplicaSet>("default").Single().Name), default);
        }

        // The reconciler reads its own writes: a pass right after another never makes a pod too many.
        Assert.Equal(2, Resources.List<Pod>("default").Count);
        var revision = Resources.Revision;
        await deployments.ReconcileAsync(new("default", "d"), default);
        await sets.ReconcileAsync(new("default", Resources.List<ReplicaSet>("default").Single().Name), default);
        Assert.Equal(revision, Resources.Revision);
    }

    [Fact]
    public async Task EventExpiry_OldDates_DeleteNothingUntilTheHourIsOver()
    {
        var old = EventBuilder.Build(new EventFacts("c", EventBuilder.BuildReference(Build.Pod("p")), PlannedEvent.Normal("R", "m"), null), "e", "m", DateTimeOffset.UnixEpoch);
        await CreateAsync(old);
        var expiry = new EventExpiry(Resources, _time, NullLogger<EventExpiry>.Instance);
        using var stop = new CancellationTokenSource();
        var running = expiry.RunAsync(stop.Token);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(Resources.Find<Event>("default", "e"));

        // In steps, because the loop asks for its next tick only after the last.
        await Eventually.True(() => Tick() is null, TimeSpan.FromSeconds(30));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Event? Tick()
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return Resources.Find<Event>("default", "e");
        }
    }

    [Fact]
    public async Task PodCidr_Exhausted_SaysSoOnTheNode()
    {
        await CreateAsync(Build.Node("a"));
        await CreateAsync(Build.Node("b"));
        var reconciler = new PodCidrReconciler(Resources, _events, _time, Cidr.Parse("10.42.0.0/24"));
        await reconciler.ReconcileAsync("a", default);
        Assert.NotNull((await reconciler.ReconcileAsync("b", default)).RunAgainAfter);

        Assert.Equal("10.42.0.0/24", Resources.Find<Node>(null, "a")!.Spec!.PodCIDR);
        var condition = Assert.Single(Resources.Find<Node>(null, "b")!.Status!.Conditions!, one => one.Type == "NetworkUnavailable");
        Assert.Equal(("True", "CIDRNotAvailable", "no free /24 is left in 10.42.0.0/24 for node \"b\""), (condition.Status, condition.Reason, condition.Message));
    }

    public void Dispose() => _api.Dispose();

    private async Task CreateAsync<T>(T obj)
        where T : ApiObject
    {
        var created = await Resources.CreateAsync(obj with { Metadata = obj.Metadata with { Uid = null } } as T ?? obj, default);
        Assert.True(created.Succeeded, created.Error?.Message);
    }
}
