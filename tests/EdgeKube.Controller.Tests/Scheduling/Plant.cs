using EdgeKube.Api;
using EdgeKube.Controller.Scheduling;
using EdgeKube.Controller.Tests.Reconcilers;

namespace EdgeKube.Controller.Tests.Scheduling;

/// <summary>Nodes in zones with pods on them, for what looks at several nodes at once.</summary>
internal sealed class Plant
{
    private int _pods;

    /// <param name="nodes">name=zone, or a name alone for a node without a zone.</param>
    public Plant(params string[] nodes)
    {
        foreach (var given in nodes)
        {
            var (name, zone) = given.Split('=') is [var left, var right] ? (left, right) : (given, null);
            var node = Build.Node(name, cpu: "8");
            Set(zone is null ? node : node with { Metadata = node.Metadata with { Labels = new Dictionary<string, string>(node.Metadata.Labels!) { ["zone"] = zone } } });
        }
    }

    public ClusterState State { get; } = new();

    public void Set(Node node) => State.SetNode(node.Name, node);

    /// <summary>A pod with labels app and, when given, version.</summary>
    public static Pod Pod(string name, string app = "x", string ns = "default", int priority = 0) => Build.Pod(name) with
    {
        Metadata = new() { Name = name, Namespace = ns, Uid = $"{name}-uid", Labels = new Dictionary<string, string> { ["app"] = app } },
        Spec = Build.Pod(name).Spec! with { Priority = priority },
    };

    /// <summary>Puts pods on a node, as if it had always had them.</summary>
    public Plant With(string node, params Pod[] pods)
    {
        foreach (var pod in pods)
        {
            State.Assume(new PodToSchedule(pod), node);
        }

        return this;
    }

    public Plant With(string node, int count, string app = "x")
        => With(node, [.. Enumerable.Range(0, count).Select(_ => Pod($"there{_pods++}", app))]);

    public SchedulingDecision Plan(Pod pod) => SchedulingPlanner.Plan(new PodToSchedule(pod) { Namespaces = State.Namespaces }, State.Nodes);

    /// <summary>The node it gets, or the sentence on why it gets none, up to the first full stop.</summary>
    public string Say(Pod pod) => Plan(pod) switch
    {
        SchedulingDecision.Bind bind => bind.NodeName,
        SchedulingDecision.Unschedulable refused => refused.Message[..refused.Message.IndexOf('.', StringComparison.Ordinal)],
        _ => "",
    };

    /// <summary>Places it for good.</summary>
    public string Bind(Pod pod)
    {
        var node = Assert.IsType<SchedulingDecision.Bind>(Plan(pod)).NodeName;
        With(node, pod);
        return node;
    }
}
