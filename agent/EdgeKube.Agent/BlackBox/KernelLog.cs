using System.Globalization;

namespace EdgeKube.Agent.BlackBox;

/// <summary>Understands records of /dev/kmsg: <c>priority,sequence,microseconds since boot,flags;text</c>. Pure.</summary>
internal static class KernelLog
{
    /// <summary>Whether the record says that the process was killed for want of memory.</summary>
    public static bool TellsOfKill(string record, int pid, double sinceUptime)
    {
        var fields = record.Split(';', 2);
        return fields.Length == 2
            && fields[0].Split(',') is [_, _, var time, ..]
            && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds / 1e6 >= sinceUptime
            && fields[1].Contains($"Killed process {pid} (", StringComparison.Ordinal);
    }
}
