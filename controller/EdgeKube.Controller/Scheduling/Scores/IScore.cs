namespace EdgeKube.Controller.Scheduling.Scores;

/// <summary>Says how well a fitting node suits a pod. Pure.</summary>
internal interface IScore
{
    /// <summary>How much this score counts beside the others.</summary>
    int Weight { get; }

    /// <summary>One value from 0 to 100 per node, in the same order.</summary>
    void Score(PodToSchedule pod, IReadOnlyList<NodeInfo> nodes, Span<long> scores);
}
