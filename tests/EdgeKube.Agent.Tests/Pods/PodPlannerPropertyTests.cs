using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Pods;

public sealed class PodPlannerPropertyTests
{
    private static readonly string[] Policies = ["Always", "OnFailure", "Never"];

    [Fact]
    public void Plan_AppliedAndPlannedAgain_GivesNothingAndSparesTheHealthy()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            RunHistory(seed, Policies[seed % Policies.Length]);
        }
    }

    private static void RunHistory(int seed, string policy)
    {
        var random = new Random(seed);
        var pod = TestPods.Build(policy, random.Next(2) == 0 ? ["a"] : ["a", "b", "c"]);
        pod = random.Next(3) == 0 ? pod.WithInits(TestPods.Sidecar("s1"), TestPods.Init("i1"), TestPods.Sidecar("s2")) : pod;
        var runtime = new SimulatedRuntime(pod);
        var goal = TestPods.Run(pod);
        Settle(runtime, goal, seed);
        for (var steps = 0; steps < 12; steps++)
        {
            var sandboxBefore = runtime.Observe().ReadySandbox?.Id;
            var healthy = Disturb(runtime, random);
            Settle(runtime, goal, seed);
            if (sandboxBefore is not null && runtime.Observe().ReadySandbox?.Id == sandboxBefore)
            {
                Assert.True(healthy.All(id => runtime.Running.Any(container => container.Id == id)), $"seed {seed}: a healthy container was restarted");
            }

            CheckOneOfEach(runtime, pod, seed);
        }

        runtime.Settle(TestPods.End(pod));
        Assert.True(runtime.CleanedUp, $"seed {seed}: not cleaned up");
        Assert.Empty(runtime.Observe().Containers);
        Assert.Empty(runtime.Observe().Sandboxes);
    }

    private static void Settle(SimulatedRuntime runtime, PodGoal goal, int seed)
    {
        var stoppedBefore = runtime.Stopped.Count;
        var sandbox = runtime.Observe().ReadySandbox;
        runtime.Settle(goal);
        Assert.False(PodPlanner.Plan(goal, runtime.Observe(), runtime.Now).HasWork, $"seed {seed}: a settled pod has work");
        if (sandbox is not null)
        {
            Assert.True(stoppedBefore == runtime.Stopped.Count, $"seed {seed}: a running container was stopped");
        }
    }

    // Something happens to the pod; returns the containers to which nothing happened.
    private static IReadOnlyList<string> Disturb(SimulatedRuntime runtime, Random random)
    {
        var running = runtime.Running.Where(container => !container.Name.StartsWith('s')).Select(container => container.Id).ToList();
        switch (random.Next(6))
        {
            case 0:
                runtime.KillSandbox();
                return [];
            case 1:
                runtime.Boot();
                return [];
            case 2 or 3 when running.Count > 0:
                var victim = running[random.Next(running.Count)];
                runtime.Exit(victim, random.Next(2));
                running.Remove(victim);
                return running;
            default:
                runtime.Pass(TimeSpan.FromSeconds(random.Next(400)));
                return running;
        }
    }

    private static void CheckOneOfEach(SimulatedRuntime runtime, Pod pod, int seed)
    {
        foreach (var container in PodContainers.All(pod.Spec))
        {
            Assert.True(runtime.Running.Count(running => running.Name == container.Name) <= 1, $"seed {seed}: two containers of one name run");
            var kept = runtime.Observe().Containers.Count(seen => seen.Name == container.Name);
            Assert.True(kept <= 2, $"seed {seed}: {kept} containers of one name are kept");
        }
    }
}
