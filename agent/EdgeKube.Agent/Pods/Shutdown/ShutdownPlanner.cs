using EdgeKube.Api;

namespace EdgeKube.Agent.Pods.Shutdown;

/// <summary>
/// In which order the pods are ended when the node shuts down, as the kubelet's graceful node shutdown: the least important first, each group with a
/// time of its own. For whoever holds logind's inhibitor (and asks for <see cref="Longest"/> as its delay): take <c>PodManager.Running()</c>, go
/// through the groups in order, end each group's pods with their graces, wait for the group's period at most. Unlike a kubelet's, the pods are not
/// made Failed: they belong to this node and run again after the boot.
/// </summary>
internal static class ShutdownPlanner
{
    /// <param name="periods">In any order; none means that pods are not ended by the node.</param>
    /// <param name="pods">Those that run.</param>
    public static IReadOnlyList<ShutdownGroup> Plan(IReadOnlyList<ShutdownPeriod> periods, IEnumerable<Pod> pods)
    {
        if (periods.Count == 0)
        {
            return [];
        }

        var rows = periods.OrderBy(row => row.Priority).ToArray();
        var members = Array.ConvertAll(rows, _ => new List<ShutdownPod>());
        foreach (var pod in pods.OrderBy(pod => pod.Uid, StringComparer.Ordinal))
        {
            var row = RowOf(rows, pod.Spec?.Priority ?? 0);
            members[row].Add(new ShutdownPod(pod.Uid, GraceOf(pod, rows[row].Period)));
        }

        var groups = new List<ShutdownGroup>();
        for (var row = 0; row < rows.Length; row++)
        {
            if (members[row].Count > 0)
            {
                groups.Add(new ShutdownGroup(rows[row].Period, members[row]));
            }
        }

        return groups;
    }

    /// <summary>How long all of it may take: what the machine has to be asked to wait for.</summary>
    public static TimeSpan Longest(IReadOnlyList<ShutdownPeriod> periods)
    {
        var sum = TimeSpan.Zero;
        foreach (var row in periods)
        {
            sum += row.Period;
        }

        return sum;
    }

    // The last row that the pod reaches; one that reaches none goes with the least.
    private static int RowOf(ShutdownPeriod[] rows, int priority) => Math.Max(0, Array.FindLastIndex(rows, row => row.Priority <= priority));

    private static TimeSpan GraceOf(Pod pod, TimeSpan period)
    {
        var own = TimeSpan.FromSeconds(Math.Clamp(pod.Spec?.TerminationGracePeriodSeconds ?? 30, 0, int.MaxValue));
        return own < period ? own : period;
    }
}
