using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>The signal that a pod names for the end of its containers, as these see it.</summary>
public sealed class StopSignalTests(PodNodeFixture fixture) : IClassFixture<PodNodeFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("SIGUSR1", 60, 11)]
    [InlineData("SIGRTMIN+1", 60, 12)]
    [InlineData("SIGUSR2", 1, 137)]
    [InlineData(null, 60, 13)]
    public async Task Stop_SignalOfThePod_IsSentBeforeTheKill(string? signal, int grace, int exitCode)
    {
        var name = $"signal-{exitCode}";
        var script = "trap 'exit 11' USR1; trap 'exit 12' 35; trap 'exit 13' TERM; trap '' USR2; touch /ready; while :; do sleep 0.1; done";
        var pod = PodNode.Pod(name, script).With(container => container with
        {
            Lifecycle = signal is null ? null : new EdgeKube.Api.Lifecycle { StopSignal = signal },
            ReadinessProbe = new Probe { Exec = new ExecAction { Command = ["test", "-e", "/ready"] }, PeriodSeconds = 1, TimeoutSeconds = 10, SuccessThreshold = 1, FailureThreshold = 3 },
        });
        pod = pod with { Spec = pod.Spec! with { Os = new PodOS { Name = "linux" }, TerminationGracePeriodSeconds = grace } };
        var listener = new RecordingListener();
        await using var manager = fixture.Node.NewManager(listener);
        manager.Upsert(new DesiredPod(pod));
        await listener.WaitForAsync(name, "ready", report => report.Status.ContainerStatuses is [{ Ready: true }]);

        manager.Upsert(new DesiredPod(Ending(pod, grace)));
        var ended = await listener.WaitForAsync(name, "ended", report => report.Status.ContainerStatuses is [{ State.Terminated: not null }]);
        Assert.Equal(exitCode, ended.Status.ContainerStatuses![0].State!.Terminated!.ExitCode);
        manager.Remove(new PodKey(pod.Namespace, name));
        await listener.WaitForAsync(name, "removed", report => report.Removed);
    }

    [Fact]
    public async Task Stop_GraceIsShortenedMeanwhile_TheSignalIsNotSentAgain()
    {
        var host = Directory.CreateTempSubdirectory("ek-signal-");
        try
        {
            var pod = PodNode.Pod("once", "trap 'echo x >> /v/signals' USR1; touch /v/ready; while :; do sleep 0.1; done").With(container => container with
            {
                Lifecycle = new EdgeKube.Api.Lifecycle { StopSignal = "SIGUSR1" },
                VolumeMounts = [new VolumeMount { Name = "v", MountPath = "/v" }],
            });
            pod = pod with { Spec = pod.Spec! with { Os = new PodOS { Name = "linux" }, Volumes = [new Volume { Name = "v", HostPath = new() { Path = host.FullName, Type = "" } }] } };
            var listener = new RecordingListener();
            await using var manager = fixture.Node.NewManager(listener);
            manager.Upsert(new DesiredPod(pod));
            await Eventually.True(() => File.Exists($"{host}/ready"), Limit);
            manager.Upsert(new DesiredPod(Ending(pod, 60)));
            await Eventually.True(() => File.Exists($"{host}/signals"), Limit);
            manager.Upsert(new DesiredPod(Ending(pod, 2)));
            await listener.WaitForAsync("once", "ended", report => report.Status.ContainerStatuses is [{ State.Terminated.ExitCode: 137 }]);
            Assert.Equal("x\n", await File.ReadAllTextAsync($"{host}/signals"));
            manager.Remove(new PodKey(pod.Namespace, "once"));
            await listener.WaitForAsync("once", "removed", report => report.Removed);
        }
        finally
        {
            host.Delete(recursive: true);
        }
    }

    private static Pod Ending(Pod pod, int grace) =>
        pod with { Metadata = pod.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch, DeletionGracePeriodSeconds = grace } };
}
