using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Removal;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>A node leaves: what becomes of its pods on real containerd.</summary>
public sealed class PodRemovalTests : IAsyncLifetime
{
    private PodNode _node = null!;

    public async Task InitializeAsync() => _node = await PodNode.StartAsync();

    public Task DisposeAsync()
    {
        _node.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Run_AfterAStartWithoutReplica_EndsEveryPodWithItsGrace()
    {
        var graceful = PodNode.Pod("graceful", "trap 'echo ended >> /dev/termination-log; exit 0' TERM; while true; do sleep 0.05; done");
        var plain = PodNode.Pod("plain");
        await using (var before = _node.NewManager())
        {
            before.Upsert(new DesiredPod(graceful));
            before.Upsert(new DesiredPod(plain));
            await _node.Listener.WaitForRunningAsync("graceful");
            await _node.Listener.WaitForRunningAsync("plain");
            await _node.WaitForTrapsAsync(graceful);
        }

        var listener = new RecordingListener();
        await using var manager = _node.NewManager(listener);
        var removed = await new PodRemoval("n1", manager, _node.Runtime, TimeProvider.System, NullLogger.Instance).RunAsync(CancellationToken.None);

        Assert.Equal(2, removed);
        Assert.Empty(await _node.Runtime.ListPodSandboxesAsync(null, CancellationToken.None));
        Assert.Empty(_node.Processes());
        await Eventually.True(() => !Directory.EnumerateFileSystemEntries(_node.LogsDirectory).Any(), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Run_RuntimeDown_WaitsForItInsteadOfLeavingPodsBehind()
    {
        var pod = PodNode.Pod("web");
        await using var manager = _node.NewManager();
        manager.Upsert(new DesiredPod(pod));
        await _node.Listener.WaitForRunningAsync("web");
        _node.KillContainerd();

        var removal = new PodRemoval("n1", manager, _node.Runtime, TimeProvider.System, NullLogger.Instance).RunAsync(CancellationToken.None);
        await Assert.ThrowsAsync<TimeoutException>(() => removal.WaitAsync(TimeSpan.FromSeconds(2)));
        _node.StartContainerd();

        Assert.Equal(1, await removal.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Empty(_node.Processes());
    }
}
