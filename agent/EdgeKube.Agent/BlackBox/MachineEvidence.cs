using System.Globalization;

namespace EdgeKube.Agent.BlackBox;

/// <summary>Reads what the machine knows of its own troubles. What is missing or unreadable says nothing.</summary>
/// <param name="root">Where /proc, /sys and /dev are; "/" but for tests.</param>
internal sealed class MachineEvidence(string root)
{
    // linux/watchdog.h
    private const int CardReset = 0x20;

    // Raspberry Pi's firmware: bit 0 now, bit 16 since boot.
    private const long Throttled = 0x1_0001;

    public string BootId => ReadText("proc/sys/kernel/random/boot_id");

    /// <summary>Seconds since the machine started; 0 when unknown.</summary>
    public double Uptime =>
        double.TryParse(ReadText("proc/uptime").Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;

    /// <summary>A watchdog's driver says that it reset the machine before this boot.</summary>
    public bool WatchdogReset => Directories("sys/class/watchdog")
        .Any(name => int.TryParse(ReadText($"sys/class/watchdog/{name}/bootstatus"), CultureInfo.InvariantCulture, out var status) && (status & CardReset) != 0);

    /// <summary>The kernel killed this process for want of memory, as far as its log still says.</summary>
    /// <param name="sinceUptime">The process is not older than this; another one may have had its number before.</param>
    public bool WasKilledForMemory(int pid, double sinceUptime) =>
        KernelLogReader.Lines(Path.Combine(root, "dev/kmsg")).Any(line => KernelLog.TellsOfKill(line, pid, sinceUptime));

    /// <summary>From the firmware of a Raspberry Pi, or its driver under hwmon.</summary>
    public VoltageState Voltage
    {
        get
        {
            var firmware = ReadText("sys/devices/platform/soc/soc:firmware/get_throttled");
            var digits = firmware.StartsWith("0x", StringComparison.Ordinal) ? firmware[2..] : firmware;
            if (long.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits))
            {
                return (bits & Throttled) != 0 ? VoltageState.UnderVoltage : VoltageState.Good;
            }

            var sensor = Directories("sys/class/hwmon").FirstOrDefault(name => ReadText($"sys/class/hwmon/{name}/name") == "rpi_volt");
            return sensor is null ? VoltageState.Unknown : ReadText($"sys/class/hwmon/{sensor}/in0_lcrit_alarm") switch
            {
                "0" => VoltageState.Good,
                "1" => VoltageState.UnderVoltage,
                _ => VoltageState.Unknown,
            };
        }
    }

    private IEnumerable<string> Directories(string path)
    {
        try
        {
            return Directory.GetFileSystemEntries(Path.Combine(root, path)).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(root, path)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
