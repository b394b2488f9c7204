using EdgeKube.Api;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Get;

internal static class PodPrinter
{
    public static readonly KindPrinter Printer = KindPrinter.Of(
        CoreJsonContext.Default.Pod,
        [
            new("NAME"), new("READY"), new("STATUS"), new("RESTARTS"), new("AGE"),
            Column.Wide("IP"), Column.Wide("NODE"), Column.Wide("NOMINATED NODE"), Column.Wide("READINESS GATES"),
        ],
        Cells);

    private static IReadOnlyList<string> Cells(Pod pod, DateTimeOffset now)
    {
        var summary = PodSummary.Of(pod);
        return
        [
            pod.Name,
            $"{summary.Ready}/{summary.Total}",
            summary.Status,
            Restarts(summary, now),
            HumanDuration.Since(pod.Metadata.CreationTimestamp, now),
            Text.OrNone(pod.Status?.PodIP),
            Text.OrNone(pod.Spec?.NodeName),
            Text.OrNone(pod.Status?.NominatedNodeName),
            Text.None,
        ];
    }

    private static string Restarts(PodSummary summary, DateTimeOffset now) =>
        summary.Restarts > 0 && summary.LastRestart is { } last ? $"{summary.Restarts} ({HumanDuration.Format(now - last)} ago)" : $"{summary.Restarts}";
}
