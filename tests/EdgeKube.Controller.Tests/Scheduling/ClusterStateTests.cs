using EdgeKube.Controller.Scheduling;
using EdgeKube.Controller.Tests.Reconcilers;

namespace EdgeKube.Controller.Tests.Scheduling;

public sealed class ClusterStateTests
{
    private readonly ClusterState _state = new();

    [Fact]
    public void Assume_ThenForgotten_FreesTheRoom()
    {
        _state.SetNode("n", Build.Node("n"));
        _state.Assume(new PodToSchedule(Build.Asking(Build.Pod("p"), "cpu", "1")), "n");
        Assert.Equal(1000, _state.Nodes[0].Requested.MilliCpu);
        _state.ForgetAssumed("p-uid");
        Assert.Equal(default, _state.Nodes[0].Requested);
    }

    [Fact]
    public void ForgetAssumed_AfterStoreConfirmed_KeepsThePod()
    {
        _state.SetNode("n", Build.Node("n"));
        _state.Assume(new PodToSchedule(Build.Pod("p")), "n");
        _state.Observe(Build.Pod("p", node: "n"), gone: false);
        _state.ForgetAssumed("p-uid");
        Assert.Equal(1, _state.Nodes[0].PodCount);
    }

    [Fact]
    public void Observe_StaleUnboundPod_KeepsTheAssumption()
    {
        _state.SetNode("n", Build.Node("n"));
        _state.Assume(new PodToSchedule(Build.Pod("p")), "n");
        Assert.Equal(ClusterChange.None, _state.Observe(Build.Pod("p"), gone: false));
        Assert.Equal(1, _state.Nodes[0].PodCount);
    }

    [Theory]
    [InlineData("Succeeded", false)]
    [InlineData("Running", true)]
    public void Observe_FinishedOrGone_FreesTheRoom(string phase, bool gone)
    {
        _state.SetNode("n", Build.Node("n"));
        _state.Observe(Build.Pod("p", node: "n"), gone: false);
        Assert.Equal(ClusterChange.RoomFreed, _state.Observe(Build.Pod("p", node: "n", phase: phase), gone));
        Assert.Equal(0, _state.Nodes[0].PodCount);
    }

    [Fact]
    public void Observe_ComesAndIsRelabelled_TellsThatPodsMoved()
    {
        var pod = Build.Pod("p", node: "n");
        Assert.Equal(ClusterChange.PodsMoved, _state.Observe(pod, gone: false));
        Assert.Equal(ClusterChange.None, _state.Observe(pod with { Status = new() { Phase = "Running" } }, gone: false));
        Assert.Equal(ClusterChange.PodsMoved, _state.Observe(pod with { Metadata = pod.Metadata with { Labels = new Dictionary<string, string> { ["app"] = "y" } } }, gone: false));
    }

    [Fact]
    public void Observe_PodsOfOneOwner_ShareTheirLabels()
    {
        var owner = Build.ReplicaSet(2);
        _state.SetNode("n", Build.Node("n"));
        foreach (var name in new[] { "a", "b" })
        {
            var pod = Build.Pod(name, owner, node: "n");
            _state.Observe(pod with { Metadata = pod.Metadata with { Labels = new Dictionary<string, string> { ["app"] = "x" } } }, gone: false);
        }

        Assert.Single(_state.Nodes[0].Pods.Select(pod => pod.Labels).Distinct(ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public void Observe_PodBeforeItsNode_CountsOnceTheNodeComes()
    {
        _state.Observe(Build.Pod("p", node: "n"), gone: false);
        Assert.Empty(_state.Nodes);
        _state.SetNode("n", Build.Node("n"));
        Assert.Equal(1, _state.Nodes[0].PodCount);
        _state.SetNode("n", null);
        Assert.Empty(_state.Nodes);
    }
}
