using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers.Nodes;
using EdgeKube.Controller.Scheduling;
using EdgeKube.Controller.Tests.Reconcilers;

namespace EdgeKube.Controller.Tests.Scheduling;

/// <summary>Sentences are compared with those recorded from Kubernetes v1.36 (reference/node/scheduling).</summary>
public sealed class SchedulingPlannerTests
{
    private const string NotHelpful = " no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.";
    private const string NoVictims = " no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.";
    private static readonly Taint Dedicated = new() { Key = "dedicated", Value = "x", Effect = "NoSchedule" };

    [Theory]
    [InlineData("cpu", "64", "0/1 nodes are available: 1 Insufficient cpu." + NotHelpful)]
    [InlineData("memory", "1Ti", "0/1 nodes are available: 1 Insufficient memory." + NotHelpful)]
    [InlineData("ephemeral-storage", "100Ti", "0/1 nodes are available: 1 Insufficient ephemeral-storage." + NotHelpful)]
    public void Plan_AsksTooMuch_SaysAsRecorded(string resource, string amount, string expected)
        => Assert.Equal(expected, Refusal(Build.Asking(Build.Pod("p"), resource, amount), Build.Node("node1")));

    [Fact]
    public void Plan_PodAsksAsAWhole_ItsContainersDoNotCount()
    {
        var pod = Build.Asking(Build.Pod("p"), "cpu", "10m");
        pod = pod with { Spec = pod.Spec! with { Resources = new() { Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("64") } } } };
        Assert.Equal("0/1 nodes are available: 1 Insufficient cpu." + NotHelpful, Refusal(pod, Build.Node("node1")));
    }

    [Theory]
    [InlineData("1", "1", "0/1 nodes are available: 1 Insufficient edge.example/gps." + NoVictims)]
    [InlineData("1", "3", "0/1 nodes are available: 1 Insufficient edge.example/gps." + NotHelpful)]
    [InlineData("0", "1", "0/1 nodes are available: 1 Insufficient edge.example/gps." + NotHelpful)]
    public void Plan_DevicesTakenOrMissing_SaysSo(string has, string asks, string expected)
    {
        var node = Build.Node("node1");
        node = node with { Status = node.Status! with { Allocatable = new Dictionary<string, Quantity>(node.Status.Allocatable!) { ["edge.example/gps"] = Quantity.Parse(has) } } };
        var state = State(node);
        state.Assume(new PodToSchedule(Build.Asking(Build.Pod("other"), "edge.example/gps", "1")), "node1");

        Assert.Equal(expected, Refusal(Build.Asking(Build.Pod("p"), "edge.example/gps", asks), state));
        state.ForgetAssumed("other-uid");
        Assert.Equal(has == asks, DevicesFit());

        bool DevicesFit() => new Controller.Scheduling.Filters.NodeResourcesFit().Filter(new PodToSchedule(Build.Asking(Build.Pod("p"), "edge.example/gps", asks)), state.Nodes[0]) is null;
    }

    [Fact]
    public void Plan_Selector_SaysAsRecorded()
        => Assert.Equal("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector." + NotHelpful, Refusal(Selecting("other"), Build.Node("node1")));

    [Fact]
    public void Plan_RequiredNodes_OnlyThoseAreTaken()
    {
        Assert.Equal("b", Bind(State(Build.Node("a"), Build.Node("b")), Requiring(new() { MatchExpressions = [Host("b", "c")] })));
        Assert.Equal(
            "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector." + NotHelpful,
            Refusal(Requiring(new() { MatchExpressions = [Host("b")] }), Build.Node("a")));
    }

    [Fact]
    public void Plan_NodesByName_OthersAreNotLookedAt()
        => Assert.Equal(
            "0/1 nodes are available: 1 node(s) didn't satisfy plugin(s) [NodeAffinity]." + NotHelpful,
            Refusal(Requiring(new() { MatchFields = [new() { Key = "metadata.name", Operator = "In", Values = ["b"] }] }), Build.Node("a", taints: Dedicated)));

    [Fact]
    public void Plan_PreferredNodes_OutweighTheEmptierOne()
    {
        var state = State(Build.Node("a"), Build.Node("b"), Build.Node("c"));
        state.Assume(new PodToSchedule(Build.Asking(Build.Pod("x"), "cpu", "1")), "b");
        Assert.Equal("b", Bind(state, Affine(new() { PreferredDuringSchedulingIgnoredDuringExecution = [Preferring(10, "a"), Preferring(20, "b"), Preferring(5, "b", "a")] })));
    }

    [Fact]
    public void Plan_NoNodes_SaysSo() => Assert.Equal("no nodes available to schedule pods", Refusal(Build.Pod("p")));

    [Fact]
    public void Plan_TaintedAndMismatched_SaysAsRecorded()
        => Assert.Equal(
            "0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s). no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
            Refusal(Selecting("rec-fake"), Build.Node("node1"), Build.Node("rec-fake", taints: Dedicated)));

    [Fact]
    public void Plan_NoRoomForPods_SaysAsRecorded()
        => Assert.Equal(
            "0/2 nodes are available: 1 Too many pods, 1 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.",
            Refusal(
                Selecting("rec-fake") with { Spec = Selecting("rec-fake").Spec! with { Tolerations = [new() { Key = "dedicated", Operator = "Exists" }] } },
                Build.Node("node1"),
                Build.Node("rec-fake", pods: "0", taints: Dedicated)));

    [Fact]
    public void Plan_Cordoned_SaysAsRecorded()
        => Assert.Equal(
            "0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) were unschedulable. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
            Refusal(
                Selecting("rec-fake"),
                Build.Node("node1"),
                Build.Node("rec-fake") with { Spec = new() { Unschedulable = true, Taints = [new() { Key = NodeTaints.Unschedulable, Effect = "NoSchedule" }] } }));

    [Fact]
    public void Plan_NeverPreempts_SaysAsRecorded()
    {
        var pod = Build.Asking(Build.Pod("never"), "memory", "3Gi");
        var state = State(Build.Node("node1"));
        state.Assume(new PodToSchedule(Build.Asking(Build.Pod("low"), "memory", "3Gi")), "node1");
        Assert.Equal("0/1 nodes are available: 1 Insufficient memory." + NoVictims, Refusal(pod, state));
        Assert.Equal(
            "0/1 nodes are available: 1 Insufficient memory. no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never.",
            Refusal(pod with { Spec = pod.Spec! with { PreemptionPolicy = "Never" } }, state));
    }

    [Fact]
    public void Plan_HostPortTaken_SaysAsRecorded()
    {
        var state = State(Build.Node("node1"));
        state.Assume(new PodToSchedule(WithPort(Build.Pod("first"))), "node1");
        Assert.Equal("0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports." + NoVictims, Refusal(WithPort(Build.Pod("p")), state));
    }

    [Theory]
    [InlineData("dedicated", "Equal", "x", null, true)]
    [InlineData("dedicated", null, "x", "NoSchedule", true)]
    [InlineData("dedicated", "Equal", "y", null, false)]
    [InlineData("dedicated", "Exists", null, null, true)]
    [InlineData(null, "Exists", null, null, true)]
    [InlineData("dedicated", "Exists", null, "NoExecute", false)]
    [InlineData("other", "Exists", null, null, false)]
    public void Plan_Toleration_LetsPass(string? key, string? op, string? value, string? effect, bool passes)
    {
        var pod = Build.Pod("p") with { Spec = new() { Tolerations = [new() { Key = key, Operator = op, Value = value, Effect = effect }] } };
        Assert.Equal(passes, SchedulingPlanner.Plan(new(pod), State(Build.Node("n", taints: Dedicated)).Nodes) is SchedulingDecision.Bind);
    }

    [Fact]
    public void Plan_SameOwner_SpreadsOverNodes()
    {
        var set = Build.ReplicaSet(6);
        var state = State(Build.Node("a"), Build.Node("b"), Build.Node("c"));
        for (var i = 0; i < 6; i++)
        {
            Bind(state, Build.Pod($"p{i}", set));
        }

        Assert.All(state.Nodes, node => Assert.Equal(2, node.PodCount));
    }

    [Fact]
    public void Plan_EmptierNode_IsPreferred()
    {
        var state = State(Build.Node("a"), Build.Node("b"));
        state.Assume(new PodToSchedule(Build.Asking(Build.Pod("x"), "cpu", "1500m")), "a");
        Assert.Equal("b", Bind(state, Build.Asking(Build.Pod("p"), "cpu", "100m")));
    }

    [Fact]
    public void Plan_PreferNoSchedule_IsAvoided()
    {
        var state = State(Build.Node("a", taints: new Taint { Key = "k", Effect = "PreferNoSchedule" }), Build.Node("b"));
        Assert.Equal("b", Bind(state, Build.Pod("p")));
    }

    [Fact]
    public void Plan_RandomBurst_NeverOvercommitsAndLeavesNoRoomUnused()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var state = State([.. Enumerable.Range(0, random.Next(1, 8)).Select(i => Build.Node($"n{i}", cpu: $"{random.Next(1, 8)}", memory: $"{random.Next(1, 16)}Gi", pods: $"{random.Next(1, 12)}"))]);
            for (var i = 0; i < 80; i++)
            {
                var pod = new PodToSchedule(Build.Asking(Build.Asking(Build.Pod($"p{i}"), "memory", $"{random.Next(0, 3000)}Mi"), "cpu", $"{random.Next(0, 2000)}m"));
                var decision = SchedulingPlanner.Plan(pod, state.Nodes);
                var fits = state.Nodes.Any(node => node.Requested.Pods < node.Allocatable.Pods && node.Requested.MilliCpu + pod.Requests.MilliCpu <= node.Allocatable.MilliCpu);
                Assert.Equal(fits, decision is SchedulingDecision.Bind);
                if (decision is SchedulingDecision.Bind bind)
                {
                    state.Assume(pod, bind.NodeName);
                }
            }

            Assert.All(state.Nodes, node => Assert.True(node.Requested.MilliCpu <= node.Allocatable.MilliCpu && node.Requested.Memory <= node.Allocatable.Memory && node.PodCount <= node.Allocatable.Pods));
        }
    }

    private static Pod Selecting(string host) => Build.Pod("p") with { Spec = new() { NodeSelector = new Dictionary<string, string> { ["kubernetes.io/hostname"] = host } } };

    private static Pod Requiring(NodeSelectorTerm term) => Affine(new() { RequiredDuringSchedulingIgnoredDuringExecution = new() { NodeSelectorTerms = [term] } });

    private static Pod Affine(NodeAffinity affinity) => Build.Pod("p") with { Spec = new() { Affinity = new() { NodeAffinity = affinity } } };

    private static PreferredSchedulingTerm Preferring(int weight, params string[] hosts) => new() { Weight = weight, Preference = new() { MatchExpressions = [Host(hosts)] } };

    private static NodeSelectorRequirement Host(params string[] values) => new() { Key = "kubernetes.io/hostname", Operator = "In", Values = values };

    private static Pod WithPort(Pod pod) => pod with { Spec = new() { Containers = [new() { Name = "c", Ports = [new() { HostPort = 8080 }] }] } };

    private static ClusterState State(params Node[] nodes)
    {
        var state = new ClusterState();
        foreach (var node in nodes)
        {
            state.SetNode(node.Name, node);
        }

        return state;
    }

    private static string Bind(ClusterState state, Pod pod)
    {
        var wanted = new PodToSchedule(pod);
        var node = Assert.IsType<SchedulingDecision.Bind>(SchedulingPlanner.Plan(wanted, state.Nodes)).NodeName;
        state.Assume(wanted, node);
        return node;
    }

    private static string Refusal(Pod pod, params Node[] nodes) => Refusal(pod, State(nodes));

    private static string Refusal(Pod pod, ClusterState state) => Assert.IsType<SchedulingDecision.Unschedulable>(SchedulingPlanner.Plan(new(pod), state.Nodes)).Message;
}
