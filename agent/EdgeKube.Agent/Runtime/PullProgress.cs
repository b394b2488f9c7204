using System.Globalization;
using EdgeKube.Agent.Pods;

namespace EdgeKube.Agent.Runtime;

/// <summary>How far a pull is.</summary>
/// <param name="Done">Bytes that are here, those of former attempts included.</param>
/// <param name="Total">Bytes of all layers; null until the manifest is known.</param>
internal readonly record struct PullProgress(long Done, long? Total)
{
    /// <summary>For people, with the time that is left at the pace so far.</summary>
    public string Describe(TimeSpan elapsed)
    {
        if (Total is not { } total || total <= 0)
        {
            return Size(Done);
        }

        var left = Done > 0 && elapsed > TimeSpan.Zero ? elapsed * ((double)(total - Done) / Done) : (TimeSpan?)null;
        var eta = left is { } time && time < TimeSpan.FromDays(30) ? $", about {GoDuration.Format(TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds)))} left" : "";
        return $"{Size(Done)} of {Size(total)} ({Done * 100 / total}%){eta}";
    }

    private static string Size(long bytes) => bytes < 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#}KiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024.0):0.#}MiB");
}
