using System.Diagnostics;

namespace EdgeKube.Swarm;

/// <summary>What a swarm's way back to the controller was like.</summary>
internal static class SwarmFigures
{
    public static string Describe(IReadOnlyCollection<SwarmNode> swarm)
    {
        var took = Stopwatch.GetElapsedTime(swarm.Min(node => node.ConnectedAt), swarm.Max(node => node.ConnectedAt));
        return $"connected within {took.TotalSeconds:F1} s, {swarm.Count / took.TotalSeconds:F0} connects/s, {swarm.Sum(node => node.FailedAttempts)} attempts in vain";
    }
}
