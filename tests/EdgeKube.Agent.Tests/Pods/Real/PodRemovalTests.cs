using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Removal;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>A node leaves: what becomes of its pods on real containerd.</summary>
public sealed class PodRemovalTests : OwnPodNode
{
    [Fact]
    public async Task Run_AfterAStartWithoutReplica_EndsEveryPodWithItsGrace()
    {
        var graceful = PodNode.Pod("graceful", "trap 'echo ended >> /dev/termination-log; exit 0' TERM; while true; do sleep 0.05; done");
        var plain = PodNode.Pod("plain");
        await using (var before = Node.NewManager())
        {
            before.Upsert(new DesiredPod(graceful));
            before.Upsert(new DesiredPod(plain));
            await Node.Listener.WaitForRunningAsync("graceful");
            await Node.Listener.WaitForRunningAsync("plain");
            await Node.WaitForTrapsAsync(graceful);
        }

        var listener = new RecordingListener();
        await using var manager = Node.NewManager(listener);
        var removed = await new PodRemoval("n1", manager, Node.Runtime, TimeProvider.System, NullLogger.Instance).RunAsync(CancellationToken.None);

        Assert.Equal(2, removed);
        Assert.Empty(await Node.Runtime.ListPodSandboxesAsync(null, CancellationToken.None));
        Assert.Empty(Node.Processes());
        await Eventually.True(() => !Directory.EnumerateFileSystemEntries(Node.LogsDirectory).Any(), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Run_RuntimeDown_WaitsForItInsteadOfLeavingPodsBehind()
    {
        var pod = PodNode.Pod("web");
        await using var manager = Node.NewManager();
        manager.Upsert(new DesiredPod(pod));
        await Node.Listener.WaitForRunningAsync("web");
        Node.KillContainerd();

        var removal = new PodRemoval("n1", manager, Node.Runtime, TimeProvider.System, NullLogger.Instance).RunAsync(CancellationToken.None);
        await Assert.ThrowsAsync<TimeoutException>(() => removal.WaitAsync(TimeSpan.FromSeconds(2)));
        Node.StartContainerd();

        Assert.Equal(1, await removal.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Empty(Node.Processes());
    }
}
