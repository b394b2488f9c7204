using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>What a pod that is over holds of the node.</summary>
public sealed class VolumeReleaseTests(PodNodeFixture fixture) : IClassFixture<PodNodeFixture>
{
    private readonly PodNode _node = fixture.Node;

    [Fact]
    public async Task Pod_ThatIsOver_GivesItsVolumesBackAndKeepsItsLastWords()
    {
        var pod = PodNode.Pod("over", "echo x >/disk/x; echo x >/memory/x; ls /disk /memory >/last-words", "Never").With(container => container with
        {
            TerminationMessagePath = "/last-words",
            VolumeMounts = [new VolumeMount { Name = "disk", MountPath = "/disk" }, new VolumeMount { Name = "memory", MountPath = "/memory" }],
        });
        pod = pod with { Spec = pod.Spec! with { Volumes = [new Volume { Name = "disk", EmptyDir = new() }, new Volume { Name = "memory", EmptyDir = new() { Medium = "Memory" } }] } };
        await using (var manager = _node.NewManager())
        {
            manager.Upsert(new DesiredPod(pod));
            await _node.Listener.WaitForAsync("over", "Succeeded", report => report.Status.Phase == "Succeeded");
            await Eventually.True(() => !manager.HoldsVolumes(pod.Uid), TimeSpan.FromSeconds(60));
            Assert.DoesNotContain(File.ReadLines("/proc/self/mounts"), line => line.Contains(pod.Uid, StringComparison.Ordinal));
        }

        // Whoever looks later, in another run of the agent, still reads them.
        var listener = new RecordingListener();
        await using var again = _node.NewManager(listener);
        again.Upsert(new DesiredPod(pod));
        var told = await listener.WaitForAsync("over", "Succeeded", report => report.Status.Phase == "Succeeded");
        Assert.Equal("/disk:\nx\n\n/memory:\nx\n", told.Status.ContainerStatuses![0].State!.Terminated!.Message);
    }
}
