namespace EdgeKube.Api;

/// <summary>The table of Pods, with kubectl's columns.</summary>
public static class PodTable
{
    public static readonly ObjectTable Table = ObjectTable.Of<Pod>(
        [
            TableColumn.ObjectName, new("Ready"), new("Status"), new("Restarts"), TableColumn.Age,
            TableColumn.Wide("IP"), TableColumn.Wide("Node"), TableColumn.Wide("Nominated Node"), TableColumn.Wide("Readiness Gates"),
        ],
        Cells);

    private static IReadOnlyList<TableCell> Cells(Pod pod, DateTimeOffset now)
    {
        var summary = PodSummary.Of(pod);
        return
        [
            pod.Name,
            $"{summary.Ready}/{summary.Total}",
            summary.Status,
            Restarts(summary, now),
            HumanDuration.Since(pod.Metadata.CreationTimestamp, now),
            CellText.OrNone(pod.Status?.PodIP),
            CellText.OrNone(pod.Spec?.NodeName),
            CellText.OrNone(pod.Status?.NominatedNodeName),
            Gates(pod),
        ];
    }

    // How many of them are open.
    private static string Gates(Pod pod)
    {
        if (pod.Spec?.ReadinessGates is not { Count: > 0 } gates)
        {
            return CellText.None;
        }

        var open = gates.Count(gate => pod.Status?.Conditions?.Any(condition => condition.Type == gate.ConditionType && condition.Status == "True") == true);
        return $"{open}/{gates.Count}";
    }

    private static string Restarts(PodSummary summary, DateTimeOffset now) =>
        summary.Restarts > 0 && summary.LastRestart is { } last ? $"{summary.Restarts} ({HumanDuration.Format(now - last)} ago)" : $"{summary.Restarts}";
}
