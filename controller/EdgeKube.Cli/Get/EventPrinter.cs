using EdgeKube.Api;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Get;

internal static class EventPrinter
{
    public static readonly KindPrinter Printer = KindPrinter.Of(
        CoreJsonContext.Default.Event,
        [
            new("LAST SEEN"), new("TYPE"), new("REASON"), new("OBJECT"), Column.Wide("SUBOBJECT"), Column.Wide("SOURCE"),
            new("MESSAGE"), Column.Wide("FIRST SEEN"), Column.Wide("COUNT"), Column.Wide("NAME"),
        ],
        Cells);

    private static IReadOnlyList<string> Cells(Event happened, DateTimeOffset now)
    {
        var times = EventTimes.Of(happened);
        return
        [
            HumanDuration.Since(times.Last, now),
            happened.Type ?? "",
            happened.Reason ?? "",
            $"{happened.InvolvedObject?.Kind?.ToLowerInvariant()}/{happened.InvolvedObject?.Name}",
            happened.InvolvedObject?.FieldPath ?? "",
            EventTimes.SourceOf(happened),
            (happened.Message ?? "").Trim(),
            HumanDuration.Since(times.First, now),
            $"{times.Count}",
            happened.Name,
        ];
    }
}
