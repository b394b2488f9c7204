using EdgeKube.Api;
using EdgeKube.Controller.Scheduling.Filters;

namespace EdgeKube.Controller.Scheduling.Spread;

/// <summary>One topologySpreadConstraint of a pod that is to be placed.</summary>
internal sealed class SpreadConstraint(PodToSchedule pod, TopologySpreadConstraint given)
{
    public const string DoNotSchedule = "DoNotSchedule";
    public const string ScheduleAnyway = "ScheduleAnyway";

    private readonly Selector _selector = Selector.From(given.LabelSelector);

    public int MaxSkew => given.MaxSkew;

    public int MinDomains => given.MinDomains ?? 1;

    /// <summary>Whether the pod itself is one of those that are counted.</summary>
    public bool CountsItself => _selector.Matches(pod.Pod.Metadata.Labels);

    /// <param name="pod">Whose.</param>
    /// <param name="action">Which of them: DoNotSchedule or ScheduleAnyway.</param>
    public static IReadOnlyList<SpreadConstraint> Of(PodToSchedule pod, string action)
    {
        List<SpreadConstraint>? found = null;
        foreach (var constraint in pod.Pod.Spec?.TopologySpreadConstraints ?? [])
        {
            if (constraint.WhenUnsatisfiable == action)
            {
                (found ??= []).Add(new SpreadConstraint(pod, constraint));
            }
        }

        return found ?? [];
    }

    /// <summary>The node belongs to a part of the cluster for each of them; others are not counted for any.</summary>
    public static bool HaveDomains(IReadOnlyList<SpreadConstraint> constraints, NodeInfo node)
    {
        foreach (var constraint in constraints)
        {
            if (constraint.DomainOf(node) is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The part of the cluster that the node belongs to; null when it has no such label.</summary>
    public string? DomainOf(NodeInfo node) => node.Node!.Metadata.Labels?.GetValueOrDefault(given.TopologyKey);

    /// <summary>Whether the pods of a node count, as the constraint's policies say.</summary>
    public bool Includes(NodeInfo node)
        => (given.NodeAffinityPolicy == "Ignore" || NodeFit.Admits(pod.Pod.Spec, pod.RequiredNodes, node.Node!))
            && (given.NodeTaintsPolicy != "Honor" || TaintToleration.Tolerates(pod, node));

    /// <summary>The node's pods that are selected and not about to go. A selector that asks nothing counts nobody, as in Kubernetes.</summary>
    public int CountPods(NodeInfo node)
    {
        var count = 0;
        foreach (var other in _selector.Requirements.Count == 0 ? [] : node.Pods)
        {
            count += !other.IsEnding && other.Namespace == pod.Pod.Namespace && _selector.Matches(other.Labels) ? 1 : 0;
        }

        return count;
    }
}
