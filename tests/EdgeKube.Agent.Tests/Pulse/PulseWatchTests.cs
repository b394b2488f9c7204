using EdgeKube.Agent.Cgroups;
using EdgeKube.Agent.Link;
using EdgeKube.Agent.Network;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Pulse;
using EdgeKube.Agent.Tests.Pods;
using EdgeKube.Agent.Tests.Runtime.Memory;
using EdgeKube.Agent.Trust;
using EdgeKube.Link;
using EdgeKube.Link.Sync;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.Pulse;

/// <summary>The shipped loops, held up in one place or another: where it is our own doing, the watchdog hears of it; where it is the world's, it does not.</summary>
public sealed class PulseWatchTests : IAsyncLifetime, IPodListener, ILinkReceiver
{
    private const string Image = "edgekube.test/demo:1";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(300);
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-pulse-").FullName;
    private readonly CancellationTokenSource _ending = new();
    private readonly ManualResetEventSlim _go = new(initialState: true);
    private readonly TaskCompletionSource _disk = new();
    private readonly AgentLink _link;
    private readonly PodManager _pods;
    private readonly PulseWatch _watch;
    private Task _running = Task.CompletedTask;
    private bool _runtimeHangs;
    private volatile bool _isWriting;

    public PulseWatchTests()
    {
        var identity = Identity.Node("n1");
        var session = new NodeSession(null, null, new AgentClock(TimeProvider.System, () => true, new TimeFloor(_directory, TimeProvider.System)), () => { }, _ => { });
        _link = new AgentLink(
            new NodeLink(new NodeIdentity("n1", "boot"), ReplicaState.Empty), identity, this, session, new ApiRequests(identity, TimeProvider.System), TimeProvider.System, NullLogger<AgentLink>.Instance);
        var options = new PodManagerOptions
        {
            NodeName = "n1",
            NodeIP = "192.0.2.1",
            PodLogsDirectory = $"{_directory}/logs",
            VolumesDirectory = $"{_directory}/volumes",
            MemoryVolumesDirectory = $"{_directory}/memory",
            MemoryCapacityBytes = 1 << 30,
            HasAppArmor = false,
        };
        var runtime = new MemoryRuntime(TimeProvider.System, [Image]) { Faults = _ => _runtimeHangs ? CallFault.Hang : CallFault.None };
        _pods = new PodManager(
            options, runtime, new ReplicaStub(), this, new PodNetwork(new PodNetworkOptions { CniConfDirectory = _directory, IpamDirectory = _directory }), new PodCgroups("/p", new CgroupTree([]), TimeProvider.System), TimeProvider.System, NullLogger.Instance);
        _watch = new PulseWatch(_pods, _link, Path.Combine(_directory, "stuck"), NullLogger.Instance);
    }

    public Task InitializeAsync()
    {
        _running = _link.RunAsync(_ending.Token);
        _pods.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _go.Set();
        _disk.TrySetResult();
        await _ending.CancelAsync();
        await _pods.DisposeAsync();
        await _running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _link.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Pods_WorkerThatIsHeldUpByUs_IsNotAliveUntilItGoesOn()
    {
        Assert.True(_watch.IsAlive(Longest));
        _go.Reset();
        Want();
        await Eventually.True(() => !_watch.IsAlive(Longest), Limit);

        _go.Set();
        await Eventually.True(() => _watch.IsAlive(Longest), Limit);
    }

    [Fact]
    public async Task Pods_RuntimeThatDoesNotAnswer_IsAlive()
    {
        _runtimeHangs = true;
        Want();
        await StaysAliveAsync();
    }

    [Fact]
    public async Task Link_DiskThatTakesItsTime_IsAlive()
    {
        var controller = new ControllerLink("n1", new ViewVersion("e1", 1), [new SetChange("Node//n1", "{}"u8.ToArray())]);
        var opening = await _link.OnConnectingAsync(null!, CancellationToken.None);
        foreach (var send in controller.Step(new LinkEvent.Received(LinkChannel.Control, opening!.First!.Payload), new LinkTime(1, default)).OfType<LinkEffect.Send>())
        {
            await _link.PostAsync(new LinkEvent.Received(send.Channel, send.Payload), CancellationToken.None);
        }

        await Eventually.True(() => _isWriting, Limit);
        await StaysAliveAsync();
    }

    [Fact]
    public async Task Link_StepThatIsHeldUpByUs_IsNotAliveUntilItGoesOn()
    {
        _go.Reset();
        var step = _link.StepAsync(
            () =>
            {
                _go.Wait();
                return new LinkEvent.Tick();
            },
            CancellationToken.None);
        await Eventually.True(() => !_watch.IsAlive(Longest), Limit);

        _go.Set();
        await step;
        Assert.True(_watch.IsAlive(Longest));
    }

    void IPodListener.OnReport(PodReport report) => _go.Wait();

    void IPodListener.OnEvent(PodEvent podEvent)
    {
    }

    async ValueTask ILinkReceiver.ApplyAsync(LinkEffect.Apply apply, CancellationToken cancellationToken)
    {
        _isWriting = true;
        await _disk.Task;
    }

    void ILinkReceiver.OnRemoved(string detail)
    {
    }

    void ILinkReceiver.OnStream(LinkEffect effect)
    {
    }

    private void Want()
    {
        var pod = TestPods.Build("Always", "c");
        _pods.SetDesired(new Dictionary<PodKey, DesiredPod> { [new("default", pod.Name)] = new(pod) }, viewIsValid: true);
    }

    private async Task StaysAliveAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        await Eventually.True(
            () =>
            {
                Assert.True(_watch.IsAlive(Longest));
                return TimeProvider.System.GetElapsedTime(began) > 3 * Longest;
            },
            Limit);
    }
}
