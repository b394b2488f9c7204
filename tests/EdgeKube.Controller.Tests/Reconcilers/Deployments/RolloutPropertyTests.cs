using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers;
using EdgeKube.Controller.Reconcilers.Deployments;

namespace EdgeKube.Controller.Tests.Reconcilers.Deployments;

/// <summary>Rollouts with random sizes and limits, the controllers and the node taking turns at random, statuses as late as they happen to be.</summary>
public sealed class RolloutPropertyTests
{
    [Fact]
    public void RollingUpdate_AnyOrder_StaysWithinLimitsAndEnds()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var replicas = random.Next(1, 12);
            var world = new DeploymentWorld(Build.Deployment(replicas, surge: Limit(random), unavailable: Limit(random)));
            world.Settle();
            world.Change(spec => spec with { Template = Build.Template("a:2") });
            Run(world, random, seed);

            world.Settle();
            Assert.True(world.StepDeployment() == 0, $"seed {seed}: a settled world has nothing to do");
            Assert.All(world.Pods.Values, pod => Assert.Equal("a:2", pod.Spec!.Containers[0].Image));
            Assert.Equal(replicas, world.Pods.Count);
        }
    }

    private static void Run(DeploymentWorld world, Random random, int seed)
    {
        var limits = RolloutLimits.Of(world.Deployment);
        for (var step = 0; step < 300; step++)
        {
            var sets = world.Sets.Keys.ToArray();
            var pods = world.Pods.Values.ToArray();
            switch (random.Next(6))
            {
                case 0:
                case 1:
                    world.StepDeployment();
                    break;
                case 2:
                case 3:
                    world.StepReplicaSet(sets[random.Next(sets.Length)]);
                    break;
                case 4 when pods.FirstOrDefault(pod => !PodReadiness.IsReady(pod)) is { } waiting:
                    world.Start(waiting);
                    break;
                case 5 when pods.FirstOrDefault(PodReadiness.IsTerminating) is { } ending:
                    world.Pods.Remove(ending.Name);
                    break;
                default:
                    break;
            }

            Assert.True(world.Wanted <= limits.MaxTotal, $"seed {seed}, step {step}: {world.Wanted} wanted, at most {limits.MaxTotal}");
            Assert.True(world.Available >= limits.MinAvailable, $"seed {seed}, step {step}: {world.Available} available, at least {limits.MinAvailable}");
        }
    }

    private static IntOrString Limit(Random random) => random.Next(2) == 0 ? random.Next(0, 4) : $"{random.Next(0, 60)}%";
}
