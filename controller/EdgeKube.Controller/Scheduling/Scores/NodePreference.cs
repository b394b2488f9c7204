using EdgeKube.Api;

namespace EdgeKube.Controller.Scheduling.Scores;

/// <summary>The higher the weights of the preferred node affinity that a node fulfils, the better.</summary>
internal sealed class NodePreference : IScore
{
    public int Weight => 2;

    public void Score(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes, Span<long> scores)
    {
        scores.Clear();
        foreach (var preferred in pod.Pod.Spec?.Affinity?.NodeAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? [])
        {
            var term = NodeTerm.From(preferred.Preference);
            for (var i = 0; i < nodes.Count; i++)
            {
                scores[i] += term.Match(nodes[i].Node!) ? preferred.Weight : 0;
            }
        }

        var most = 0L;
        foreach (var score in scores)
        {
            most = Math.Max(most, score);
        }

        for (var i = 0; most > 0 && i < scores.Length; i++)
        {
            scores[i] = 100 * scores[i] / most;
        }
    }
}
