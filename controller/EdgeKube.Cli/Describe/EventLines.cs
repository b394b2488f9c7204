using EdgeKube.Api;
using EdgeKube.Cli.Get;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Describe;

internal static class EventLines
{
    public static void Write(DescribeText text, IReadOnlyList<Event> events)
    {
        if (events.Count == 0)
        {
            text.Field(0, "Events", Text.None);
            return;
        }

        text.Line(0, "Events:");
        text.Line(1, "Type\tReason\tAge\tFrom\tMessage");
        text.Line(1, "----\t------\t----\t----\t-------");
        foreach (var happened in events.OrderBy(happened => EventTimes.Of(happened).Last))
        {
            var times = EventTimes.Of(happened);
            var age = HumanDuration.Since(times.Last, text.Now);
            if (times.Count > 1)
            {
                age = $"{age} (x{times.Count} over {HumanDuration.Since(times.First, text.Now)})";
            }

            var source = happened.Source?.Component is { Length: > 0 } component ? component : happened.ReportingComponent;
            text.Line(1, $"{happened.Type}\t{happened.Reason}\t{age}\t{source}\t{(happened.Message ?? "").Trim().ReplaceLineEndings(" ")}");
        }
    }
}
