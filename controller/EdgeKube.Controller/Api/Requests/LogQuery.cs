using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Reads and checks the query of pods/log. Pure.</summary>
internal static class LogQuery
{
    public static ApiResult<PodLogOptions> Read(Pod pod, QueryParameters query)
    {
        var container = ContainerChoice.Find(pod, query.Find("container"));
        if (!container.Succeeded)
        {
            return container.Error;
        }

        var causes = new List<StatusCause>();
        var sinceTime = ReadTime(query.Find("sinceTime"), causes);
        var options = new PodLogOptions(container.Object)
        {
            Follow = query.IsSet("follow"),
            Previous = query.IsSet("previous"),
            Timestamps = query.IsSet("timestamps"),
            TailLines = ReadNumber(query, "tailLines", 0, causes),
            SinceSeconds = ReadNumber(query, "sinceSeconds", 1, causes),
            LimitBytes = ReadNumber(query, "limitBytes", 1, causes),
            SinceTime = sinceTime,
        };
        if (options is { SinceSeconds: not null, SinceTime: not null })
        {
            causes.Add(Statuses.ForbiddenField("", "at most one of `sinceTime` or `sinceSeconds` may be specified"));
        }

        return causes.Count > 0 ? Statuses.Invalid("PodLogOptions", pod.Name, causes) : options;
    }

    private static long? ReadNumber(QueryParameters query, string name, long least, List<StatusCause> causes)
    {
        var number = query.FindNumber(name, out var fault);
        if (fault is not null || number < least)
        {
            causes.Add(Statuses.InvalidValue(
                name, fault is null ? $"{number}" : $"\"{query.Find(name)}\"", $"must be {(fault is null ? $"greater than or equal to {least}" : "a whole number")}"));
            return null;
        }

        return number;
    }

    // Logs have nine digits of a second. What is cut off makes the time earlier, so the line that it is from is not missed.
    private static string Shorten(string text)
    {
        const int Most = 7;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var end = point < 0 ? -1 : text.AsSpan(point + 1).IndexOfAnyExceptInRange('0', '9');
        return end > Most ? text.Remove(point + 1 + Most, end - Most) : text;
    }

    private static DateTimeOffset? ReadTime(string? text, List<StatusCause> causes)
    {
        if (text is null)
        {
            return null;
        }

        if (Rfc3339.TryParse(Shorten(text), out var time))
        {
            return time;
        }

        causes.Add(Statuses.InvalidValue("sinceTime", $"\"{text}\"", "must be an RFC 3339 time"));
        return null;
    }
}
