using System.Globalization;

namespace EdgeKube.Api;

/// <summary>Whether a text is a schedule in cron's five fields, or one of the words for the usual ones.</summary>
internal static class CronFormat
{
    private const int MaxLength = 1024;

    private static readonly string[] Words = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly (int Least, int Most, string[] Names)[] Bounds = [(0, 59, []), (0, 23, []), (1, 31, []), (1, 12, Months), (0, 6, Days)];

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? FindFault(string schedule)
    {
        if (schedule.Length > MaxLength)
        {
            return $"must be no more than {MaxLength} characters";
        }

        if (schedule.StartsWith("TZ=", StringComparison.Ordinal) || schedule.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            return "cannot use TZ or CRON_TZ in schedule, use timeZone field instead";
        }

        if (schedule.StartsWith('@'))
        {
            return Words.Contains(schedule) || schedule.StartsWith("@every ", StringComparison.Ordinal) ? null : $"unrecognized descriptor: {schedule}";
        }

        var fields = schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != Bounds.Length)
        {
            return $"expected exactly {Bounds.Length} fields, found {fields.Length}: [{string.Join(' ', fields)}]";
        }

        for (var i = 0; i < fields.Length; i++)
        {
            foreach (var part in fields[i].Split(','))
            {
                if (FindPartFault(part, Bounds[i]) is { } fault)
                {
                    return fault;
                }
            }
        }

        return null;
    }

    // A number, a range or all, each with a step.
    private static string? FindPartFault(string part, (int Least, int Most, string[] Names) bounds)
    {
        var steps = part.Split('/');
        var ends = steps[0].Split('-');
        if (steps.Length > 2)
        {
            return $"too many slashes: {part}";
        }

        if (ends.Length > 2)
        {
            return $"too many hyphens: {part}";
        }

        var isAll = ends[0] is "*" or "?";
        var fault = (isAll ? null : FindNumberFault(ends[0], bounds.Names))
            ?? (ends.Length > 1 ? FindNumberFault(ends[1], bounds.Names) : null)
            ?? (steps.Length > 1 ? FindNumberFault(steps[1], []) : null);
        if (fault is not null)
        {
            return fault;
        }

        var first = isAll ? bounds.Least : Number(ends[0], bounds);
        var last = isAll || (ends.Length == 1 && steps.Length > 1) ? bounds.Most : Number(ends[^1], bounds);
        return first < bounds.Least ? $"beginning of range ({first}) below minimum ({bounds.Least}): {part}"
            : last > bounds.Most ? $"end of range ({last}) above maximum ({bounds.Most}): {part}"
            : first > last ? $"beginning of range ({first}) beyond end of range ({last}): {part}"
            : steps.Length > 1 && Number(steps[1], bounds) == 0 ? $"step of range should be a positive number: {part}"
            : null;
    }

    private static string? FindNumberFault(string text, string[] names) =>
        names.Contains(text.ToLowerInvariant()) || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? null
            : $"failed to parse int from {text}: strconv.Atoi: parsing \"{text}\": invalid syntax";

    private static int Number(string text, (int Least, int Most, string[] Names) bounds) => Array.IndexOf(bounds.Names, text.ToLowerInvariant()) is >= 0 and var index
        ? index + bounds.Least
        : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
