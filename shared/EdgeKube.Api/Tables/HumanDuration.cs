namespace EdgeKube.Api;

/// <summary>Durations as Kubernetes' printers write them (apimachinery's duration.HumanDuration).</summary>
public static class HumanDuration
{
    /// <summary>How long ago, or <c>&lt;unknown&gt;</c> for a time that is not set.</summary>
    public static string Since(DateTimeOffset? time, DateTimeOffset now) => time is { } known ? Format(now - known) : "<unknown>";

    public static string Format(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        if (seconds < 120)
        {
            // Two clocks may differ a little; more than that is not hidden.
            return seconds < -1 ? "<invalid>" : $"{Math.Max(0, seconds)}s";
        }

        var minutes = seconds / 60;
        if (minutes < 180)
        {
            return minutes < 10 ? Join(minutes, "m", seconds % 60, "s") : $"{minutes}m";
        }

        var hours = minutes / 60;
        return hours switch
        {
            < 8 => Join(hours, "h", minutes % 60, "m"),
            < 48 => $"{hours}h",
            < 24 * 8 => Join(hours / 24, "d", hours % 24, "h"),
            < 24 * 365 * 2 => $"{hours / 24}d",
            < 24 * 365 * 8 => Join(hours / 24 / 365, "y", hours / 24 % 365, "d"),
            _ => $"{hours / 24 / 365}y",
        };
    }

    private static string Join(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";
}
