using System.Globalization;
using EdgeKube.Api;
using EdgeKube.Controller.Scheduling;
using EdgeKube.Controller.Tests.Reconcilers;
using Xunit.Abstractions;

namespace EdgeKube.Controller.Tests.Scheduling;

/// <summary>Figures, not limits: how fast 5,000 pods find their places on 200 nodes.</summary>
public sealed class SchedulerThroughputTests(ITestOutputHelper output)
{
    private const int Nodes = 200;
    private const int Pods = 5000;

    [Fact]
    public void Plan_FiveThousandPods_FillTwoHundredNodes()
    {
        var state = new ClusterState();
        for (var i = 0; i < Nodes; i++)
        {
            state.SetNode($"n{i}", Build.Node($"n{i}", cpu: "16", memory: "64Gi"));
        }

        var sets = Enumerable.Range(0, 50).Select(i => Build.ReplicaSet(100, $"r{i}")).ToArray();
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Pods; i++)
        {
            var pod = new PodToSchedule(Build.Asking(Build.Pod($"p{i}", sets[i % sets.Length]), "cpu", "100m"));
            state.Assume(pod, Assert.IsType<SchedulingDecision.Bind>(SchedulingPlanner.Plan(pod, state.Nodes)).NodeName);
        }

        Report("decided", Pods, TimeProvider.System.GetElapsedTime(start));
        Assert.All(state.Nodes, node => Assert.InRange(node.PodCount, 20, 30));
    }

    [Fact]
    public async Task Bind_FiveThousandPods_OnTheRealStore()
    {
        await using var cluster = new TestCluster(playNodes: false);
        for (var i = 0; i < Nodes; i++)
        {
            await cluster.AddNodeAsync(Build.Node($"n{i}", cpu: "16", memory: "64Gi"));
        }

        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Pods).Select(i => cluster.Resources.CreateAsync(Build.Asking(Build.Pod($"p{i}"), "cpu", "100m"), CancellationToken.None)));
        Report("created", Pods, TimeProvider.System.GetElapsedTime(start));
        await cluster.Until(() => cluster.Resources.List<Pod>().All(pod => !string.IsNullOrEmpty(pod.Spec!.NodeName)));
        Report("created and bound", Pods, TimeProvider.System.GetElapsedTime(start));
        Assert.All(cluster.Resources.List<Pod>().GroupBy(pod => pod.Spec!.NodeName), group => Assert.InRange(group.Count(), 1, 160));
    }

    private void Report(string what, int count, TimeSpan time) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{count} pods on {Nodes} nodes {what} in {time.TotalMilliseconds:F0} ms: {count / time.TotalSeconds:F0} pods/s"));
}
