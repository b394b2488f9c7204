namespace EdgeKube.Controller.Scheduling.Scores;

/// <summary>The closer the shares of cpu and memory in use are to each other, the better.</summary>
internal sealed class BalancedAllocation : IScore
{
    public int Weight => 1;

    public void Score(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes, Span<long> scores)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var (has, after) = (nodes[i].Allocatable, nodes[i].Requested + pod.Requests);
            scores[i] = (long)((1 - (Math.Abs(Share(after.MilliCpu, has.MilliCpu) - Share(after.Memory, has.Memory)) / 2)) * 100);
        }
    }

    private static double Share(long requested, long allocatable) => allocatable == 0 ? 0 : Math.Min(1, (double)requested / allocatable);
}
