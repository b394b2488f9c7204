namespace EdgeKube.Controller.Scheduling.Scores;

/// <summary>The more cpu and memory stay free, the better.</summary>
internal sealed class LeastAllocated : IScore
{
    public int Weight => 1;

    public void Score(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes, Span<long> scores)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var (has, after) = (nodes[i].Allocatable, nodes[i].ScoringRequested + pod.ScoringRequests);
            scores[i] = (FreeShare(has.MilliCpu, after.MilliCpu) + FreeShare(has.Memory, after.Memory)) / 2;
        }
    }

    private static long FreeShare(long allocatable, long requested)
        => allocatable == 0 || requested > allocatable ? 0 : (long)((Int128)(allocatable - requested) * 100 / allocatable);
}
