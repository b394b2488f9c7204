using EdgeKube.Agent.Devices;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Tests.Devices;
using EdgeKube.Api;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>
/// Devices as extended resources, seen from inside the containers. The nodes are real ones with numbers that no container may use unless it was given
/// them: miscellaneous devices (major 10) such as loop-control.
/// </summary>
public sealed class DeviceTests(PodNodeFixture fixture) : IClassFixture<PodNodeFixture>, IDisposable
{
    private const string Resource = "edge.example/x";
    private const int Misc = 10;
    private const int LoopControl = 237;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly PodNode _node = fixture.Node;
    private readonly DeviceNodes _nodes = new();

    public void Dispose() => _nodes.Dispose();

    [Fact]
    public async Task Device_Granted_CanBeOpenedWithoutPrivilege_AndNothingElse()
    {
        _nodes.Make("x0", Misc, LoopControl);
        var pod = Asking("granted", $"true < /dev/mine && stat -c %t:%T /dev/mine; mknod /tmp/again c {Misc} {LoopControl}; true < /tmp/again && echo same; mknod /tmp/other c {Misc} 229; true < /tmp/other; exec sleep 3600");
        var other = PodNode.Pod("plain", $"mknod /tmp/x c {Misc} {LoopControl}; true < /tmp/x; exec sleep 3600");
        await using var manager = _node.NewManager(devices: Rule("@/dev/mine"));
        manager.Upsert(new DesiredPod(pod));
        manager.Upsert(new DesiredPod(other));

        await LogsAsync(pod, "a:ed", "same", "can't open /tmp/other: Operation not permitted");
        await LogsAsync(other, "can't open /tmp/x: Operation not permitted");
    }

    [Fact]
    public async Task Devices_OfTwoPods_AreTheirsOverRestartsOfContainerAndAgent()
    {
        _nodes.Make("x0", Misc, 240);
        _nodes.Make("x1", Misc, 241);
        const string script = "stat -c %T /dev/mine; while [ ! -e /tmp/end ]; do sleep 0.1; done";
        var (first, second, third) = (Asking("first", script), Asking("second", script), Asking("third", script));
        await using (var manager = _node.NewManager(devices: Rule("@/dev/mine")))
        {
            manager.Upsert(new DesiredPod(first));
            await _node.Listener.WaitForRunningAsync("first");
            await LogsAsync(first, "f0");
        }

        await using var successor = _node.NewManager(devices: Rule("@/dev/mine"));
        successor.SetDesired(new[] { first, second }.ToDictionary(pod => new PodKey("default", pod.Name), pod => new DesiredPod(pod)), viewIsValid: false);
        await LogsAsync(second, "f1");
        await _node.Listener.WaitForRunningAsync("second");
        successor.Upsert(new DesiredPod(third));
        await _node.Listener.WaitForAsync("third", "waiting", report => report.Status.ContainerStatuses?[0].State?.Waiting is { Reason: "DeviceUnavailable", Message: "Insufficient edge.example/x: requested 1, available 0" });
        Assert.True(successor.Restart(first.Uid, ["c"]));
        await LogsAsync(first, 1, "f0");

        _nodes.Make("x2", Misc, 242);
        Assert.True(successor.Devices.Look(out _));
        successor.DevicesChanged();
        await LogsAsync(third, "f2");
        successor.Remove(new PodKey("default", "second"));
        await _node.Listener.WaitForAsync("second", "removed", report => report.Removed);
        var fourth = Asking("fourth", script);
        successor.Upsert(new DesiredPod(fourth));
        await LogsAsync(fourth, "f1");
    }

    [Fact]
    public async Task Device_InitContainerAndContainer_ShareOne()
    {
        _nodes.Make("x0", Misc, 243);
        var pod = Asking("shared", "stat -c %T /dev/mine; exec sleep 3600");
        pod = pod.WithInits(pod.Spec!.Containers[0] with { Name = "before", Command = ["stat", "-c", "%T", "/dev/mine"] });
        await using var manager = _node.NewManager(devices: Rule("@/dev/mine"));
        manager.Upsert(new DesiredPod(pod));
        await LogsAsync(pod, "f3");
    }

    [Fact]
    public async Task Device_Unplugged_LeavesTheContainerAlone_AndComesBackToItByARestart()
    {
        _nodes.Make("x0", Misc, 244);
        var pod = Asking("hot", "stat -c %T /dev/mine; trap 'exit 0' TERM; while :; do sleep 0.1; done");
        await using var manager = _node.NewManager(devices: Rule("@/dev/mine"));
        manager.Upsert(new DesiredPod(pod));
        await LogsAsync(pod, "f4");
        await _node.Listener.WaitForRunningAsync("hot");
        using var ending = new CancellationTokenSource();
        var watching = new DeviceWatch(manager.Devices, manager, _node.Listener, TimeProvider.System, NullLogger<DeviceWatch>.Instance).RunAsync(() => { }, ending.Token);
        Assert.Equal(new DeviceCount(Resource, 1, 1), Assert.Single(manager.Devices.Counts()));

        _nodes.Unplug("x0");
        await ToldAsync("Warning DeviceVanished Device", "is not plugged in any more");
        Assert.Equal(new DeviceCount(Resource, 1, 0), Assert.Single(manager.Devices.Counts()));
        Assert.Equal(0, _node.Listener.LastOf("hot")!.Status.ContainerStatuses![0].RestartCount);

        _nodes.Make("x0", Misc, 245);
        await ToldAsync("Warning DeviceReturned Device", "under another number: container c is restarted to get it");
        await LogsAsync(pod, 1, "f5");
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);

        Task ToldAsync(string begin, string end) => Eventually.True(
            () => _node.Listener.EventsOf("hot").Any(told => told.StartsWith(begin, StringComparison.Ordinal) && told.EndsWith(end, StringComparison.Ordinal)), Limit);
    }

    private DeviceRule Rule(string at) => DeviceRule.Find($"{Resource}=path:{_nodes.Dev}/x*{at}")!;

    private static Pod Asking(string name, string script)
    {
        var amounts = new Dictionary<string, Quantity> { [Resource] = Quantity.FromUnits(1) };
        return PodNode.Pod(name, script).With(container => container with { Resources = new() { Limits = amounts, Requests = amounts } });
    }

    private Task LogsAsync(Pod pod, params string[] words) => LogsAsync(pod, 0, words);

    private async Task LogsAsync(Pod pod, int restart, params string[] words)
    {
        var log = "";
        try
        {
            await Eventually.True(() => File.Exists(_node.LogPath(pod, "c", restart)) && words.All((log = _node.ReadLog(pod, "c", restart)).Contains), Limit);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{pod.Name} has logged:\n{log}\n{string.Join('\n', _node.Listener.EventsOf(pod.Name))}");
        }
    }
}
