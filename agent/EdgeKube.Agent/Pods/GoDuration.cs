using System.Globalization;

namespace EdgeKube.Agent.Pods;

/// <summary>Durations as they read in Kubernetes' messages.</summary>
internal static class GoDuration
{
    /// <summary>Such as 10s, 1m20s, 5m0s, 1.5s, 350ms.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration > TimeSpan.Zero && duration < TimeSpan.FromSeconds(1))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.###}ms");
        }

        var seconds = string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds - (60 * Math.Floor(duration.TotalMinutes)):0.###}s");
        return duration.TotalHours >= 1
            ? $"{(int)duration.TotalHours}h{duration.Minutes}m{seconds}"
            : duration.TotalMinutes >= 1 ? $"{duration.Minutes}m{seconds}" : seconds;
    }
}
