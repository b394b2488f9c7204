using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Tests.Pods.Real;

namespace EdgeKube.Agent.Tests.Pods.Shutdown;

public sealed class PodStopTests(PodNodeFixture fixture) : IClassFixture<PodNodeFixture>
{
    [Fact]
    public async Task Run_PodThatIsNotStartedAgain_SaysThatTheMachineEndedIt()
    {
        await using var manager = fixture.Node.NewManager();
        manager.Upsert(new DesiredPod(PodNode.Pod("once", restartPolicy: "Never")));
        await fixture.Node.Listener.WaitForRunningAsync("once");
        foreach (var stop in await manager.SuspendAsync())
        {
            await stop.RunAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        }

        const string why = "Pod was terminated in response to imminent node shutdown.";
        var status = fixture.Node.Listener.LastOf("once")!.Status;
        Assert.Equal(("Failed", "Terminated", why), (status.Phase, status.Reason, status.Message));
        Assert.Contains(status.Conditions!, condition => condition is { Type: "DisruptionTarget", Status: "True", Reason: "TerminationByKubelet", Message: why });
    }
}
