namespace EdgeKube.Api;

/// <summary>The table of Events, with kubectl's columns.</summary>
public static class EventTable
{
    public static readonly ObjectTable Table = ObjectTable.Of<Event>(
        [
            new("Last Seen"), new("Type"), new("Reason"), new("Object"), TableColumn.Wide("Subobject"), TableColumn.Wide("Source"),
            new("Message"), TableColumn.Wide("First Seen"), TableColumn.Wide("Count"), TableColumn.ObjectName with { IsWide = true },
        ],
        Cells);

    private static IReadOnlyList<TableCell> Cells(Event happened, DateTimeOffset now)
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
            times.Count,
            happened.Name,
        ];
    }
}
