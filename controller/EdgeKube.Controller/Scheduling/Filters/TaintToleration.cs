using EdgeKube.Api;

namespace EdgeKube.Controller.Scheduling.Filters;

/// <summary>Taints with effect NoSchedule or NoExecute keep off pods that do not tolerate them.</summary>
internal sealed class TaintToleration : IFilter
{
    private static readonly Misfit Tainted = Misfit.Unresolvable("node(s) had untolerated taint(s)");

    public static bool IsTolerated(Taint taint, IReadOnlyList<Toleration> tolerations)
    {
        foreach (var toleration in tolerations)
        {
            if ((string.IsNullOrEmpty(toleration.Effect) || toleration.Effect == taint.Effect)
                && (string.IsNullOrEmpty(toleration.Key) || toleration.Key == taint.Key)
                && (toleration.Operator == "Exists" || (!string.IsNullOrEmpty(toleration.Key) && (toleration.Value ?? "") == (taint.Value ?? ""))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The pod tolerates every taint that keeps pods off.</summary>
    public static bool Tolerates(PodToSchedule pod, NodeInfo node)
    {
        foreach (var taint in node.Taints)
        {
            if (taint.Effect is "NoSchedule" or "NoExecute" && !IsTolerated(taint, pod.Tolerations))
            {
                return false;
            }
        }

        return true;
    }

    public Misfit? Filter(PodToSchedule pod, NodeInfo node) => Tolerates(pod, node) ? null : Tainted;
}
