using EdgeKube.Api;
using EdgeKube.Cli.Rollout;

namespace EdgeKube.Cli.Tests.Rollout;

public sealed class RolloutStateTests
{
    [Theory]
    [InlineData(1, 0, 0, 0, 0, "Waiting for deployment spec update to be observed...", false)]
    [InlineData(1, 1, 3, 1, 3, "Waiting for deployment \"web\" rollout to finish: 1 out of 2 new replicas have been updated...", false)]
    [InlineData(1, 1, 3, 2, 2, "Waiting for deployment \"web\" rollout to finish: 1 old replicas are pending termination...", false)]
    [InlineData(1, 1, 2, 2, 1, "Waiting for deployment \"web\" rollout to finish: 1 of 2 updated replicas are available...", false)]
    [InlineData(1, 1, 2, 2, 2, "deployment \"web\" successfully rolled out", true)]
    public void Of_Status_ReadsAsKubectl(long generation, long observed, int replicas, int updated, int available, string message, bool done)
    {
        var deployment = new Deployment
        {
            Metadata = new ObjectMeta { Name = "web", Generation = generation },
            Spec = new DeploymentSpec { Replicas = 2 },
            Status = new DeploymentStatus { ObservedGeneration = observed, Replicas = replicas, UpdatedReplicas = updated, AvailableReplicas = available },
        };

        Assert.Equal(new RolloutState(message, done), RolloutState.Of(deployment));
    }
}
