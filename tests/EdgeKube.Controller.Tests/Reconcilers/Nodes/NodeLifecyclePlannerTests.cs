using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers.Nodes;

namespace EdgeKube.Controller.Tests.Reconcilers.Nodes;

public sealed class NodeLifecyclePlannerTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(40);
    private readonly Node _node = Build.Node("n1");

    [Fact]
    public void Plan_ConnectedAndReady_DoesNothing()
    {
        var plan = Plan(_node, connected: true, seconds: 5);
        Assert.Empty(plan.Actions);
        Assert.Null(plan.RunAgainAfter);
    }

    [Fact]
    public void Plan_AwayForLessThanGrace_LooksAgainAtItsEnd()
    {
        var plan = Plan(_node, connected: false, seconds: 15, Build.Pod("p", node: "n1", ready: true));
        Assert.Empty(plan.Actions);
        Assert.Equal(TimeSpan.FromSeconds(25), plan.RunAgainAfter);
    }

    [Fact]
    public void Plan_AwayTooLong_IsUnknownTaintedAndPodsNotReadyButKept()
    {
        var plan = Plan(_node, connected: false, seconds: 41, Build.Pod("p", node: "n1", ready: true), Build.Pod("q", node: "n1"));

        var status = plan.Actions.OfType<NodeAction.UpdateStatus>().Single();
        var ready = status.Status.Conditions!.Single(condition => condition.Type == "Ready");
        Assert.Equal(("Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status."), (ready.Status, ready.Reason, ready.Message));
        Assert.Equal("Node n1 status is now: NodeNotReady", status.Event!.Message);
        Assert.Equal([("node.kubernetes.io/unreachable", "NoSchedule")], plan.Actions.OfType<NodeAction.UpdateTaints>().Single().Taints.Select(taint => (taint.Key, taint.Effect)));
        var mark = plan.Actions.OfType<NodeAction.MarkPodNotReady>().Single();
        Assert.Equal(("p", "False"), (mark.Pod.Name, mark.Status.Conditions![0].Status));
    }

    [Theory]
    [InlineData("True", false, "")]
    [InlineData("False", false, "node.kubernetes.io/not-ready")]
    [InlineData("Unknown", false, "node.kubernetes.io/unreachable")]
    [InlineData("", false, "node.kubernetes.io/not-ready")]
    [InlineData("True", true, "node.kubernetes.io/unschedulable")]
    public void Build_Conditions_GiveTaints(string ready, bool cordoned, string expected)
    {
        var node = _node with
        {
            Spec = new() { Unschedulable = cordoned, Taints = [new() { Key = "mine", Effect = "NoExecute" }, new() { Key = NodeTaints.Unreachable, Effect = "NoSchedule" }] },
            Status = new() { Conditions = ready.Length == 0 ? null : [new() { Type = "Ready", Status = ready }] },
        };
        var taints = NodeTaints.Build(node, node.Status, Build.Now);
        Assert.Equal(expected.Length == 0 ? ["mine"] : ["mine", expected], taints.Select(taint => taint.Key));
        Assert.DoesNotContain(taints, taint => taint.Effect == "NoExecute" && taint.Key != "mine");
    }

    [Fact]
    public void Plan_Applied_HasNothingMoreToDo()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var node = _node with { Spec = new() { Unschedulable = random.Next(2) == 0 }, Status = RandomStatus(random) };
            Pod[] pods = [.. Enumerable.Range(0, 5).Select(i => Build.Pod($"p{i}", node: "n1", ready: random.Next(2) == 0))];
            var presence = new NodePresence(random.Next(2) == 0, TimeSpan.FromSeconds(random.Next(80)));
            foreach (var action in NodeLifecyclePlanner.Plan(new(node, presence, pods), Grace, Build.Now).Actions)
            {
                (node, pods) = action switch
                {
                    NodeAction.UpdateStatus update => (node with { Status = update.Status }, pods),
                    NodeAction.UpdateTaints update => (node with { Spec = node.Spec! with { Taints = update.Taints } }, pods),
                    NodeAction.MarkPodNotReady mark => (node, [.. pods.Select(pod => pod.Name == mark.Pod.Name ? pod with { Status = mark.Status } : pod)]),
                    _ => (node, pods),
                };
            }

            Assert.Empty(NodeLifecyclePlanner.Plan(new(node, presence, pods), Grace, Build.Now.AddDays(1)).Actions);
        }
    }

    private static NodeStatus? RandomStatus(Random random) => random.Next(5) == 0 ? null : new()
    {
        Conditions = [.. new[] { "Ready", "MemoryPressure", "DiskPressure" }.Where(_ => random.Next(3) > 0).Select(type => new NodeCondition { Type = type, Status = random.Next(3) switch { 0 => "True", 1 => "False", _ => "Unknown" } })],
    };

    private static NodePlan Plan(Node node, bool connected, int seconds, params Pod[] pods)
        => NodeLifecyclePlanner.Plan(new(node, new NodePresence(connected, TimeSpan.FromSeconds(seconds)), pods), Grace, Build.Now);
}
