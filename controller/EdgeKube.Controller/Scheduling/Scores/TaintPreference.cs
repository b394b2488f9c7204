using EdgeKube.Controller.Scheduling.Filters;

namespace EdgeKube.Controller.Scheduling.Scores;

/// <summary>The fewer untolerated taints with effect PreferNoSchedule, the better.</summary>
internal sealed class TaintPreference : IScore
{
    public int Weight => 3;

    public void Score(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes, Span<long> scores)
    {
        var most = 0L;
        for (var i = 0; i < nodes.Count; i++)
        {
            scores[i] = nodes[i].Taints.Count(taint => taint.Effect == "PreferNoSchedule" && !TaintToleration.IsTolerated(taint, pod.Tolerations));
            most = Math.Max(most, scores[i]);
        }

        for (var i = 0; i < nodes.Count; i++)
        {
            scores[i] = most == 0 ? 100 : 100 - (100 * scores[i] / most);
        }
    }
}
