using System.Globalization;
using EdgeKube.Agent.Pods;

namespace EdgeKube.Agent.Lifecycle;

/// <summary>Writes moments down so that the next run of this program understands them: on the scale of the machine's uptime, and only within one boot.</summary>
internal sealed class BootClock(TimeProvider time, Uptime uptime)
{
    private readonly string _boot = ReadBootId();

    /// <param name="moment">On the scale of <see cref="Uptime"/>.</param>
    public string Write(TimeSpan moment)
        => string.Create(CultureInfo.InvariantCulture, $"{_boot}/{(SinceBoot() - (uptime.Now - moment)).Ticks}");

    /// <summary>Null when it was not written during this boot.</summary>
    public TimeSpan? Read(string? text)
        => text?.Split('/') is [var boot, var ticks]
            && boot == _boot
            && long.TryParse(ticks, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var then)
                ? uptime.Now - (SinceBoot() - TimeSpan.FromTicks(then))
                : null;

    private TimeSpan SinceBoot() => time.GetElapsedTime(0);

    private static string ReadBootId()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
