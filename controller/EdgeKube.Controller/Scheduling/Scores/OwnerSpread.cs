namespace EdgeKube.Controller.Scheduling.Scores;

/// <summary>The fewer pods of the same owner a node has, the better: what PodTopologySpread's default constraint does for host names.</summary>
internal sealed class OwnerSpread : IScore
{
    public int Weight => 2;

    public void Score(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes, Span<long> scores)
    {
        if (pod.Owner is not { } owner)
        {
            scores.Fill(100);
            return;
        }

        var (least, most) = (long.MaxValue, 0L);
        for (var i = 0; i < nodes.Count; i++)
        {
            scores[i] = nodes[i].CountOf(owner);
            (least, most) = (Math.Min(least, scores[i]), Math.Max(most, scores[i]));
        }

        for (var i = 0; i < nodes.Count; i++)
        {
            scores[i] = most == 0 ? 100 : 100 * (most + least - scores[i]) / most;
        }
    }
}
