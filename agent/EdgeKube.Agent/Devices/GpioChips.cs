using System.IO.Enumeration;

namespace EdgeKube.Agent.Devices;

/// <summary>GPIO chips as sysfs shows them.</summary>
internal static class GpioChips
{
    /// <param name="pattern">Of the chip's name (gpiochip0), or of its label (pinctrl-bcm2711), which only kernels with the older interface tell.</param>
    /// <returns>Names.</returns>
    public static IEnumerable<string> Find(string sys, string pattern)
    {
        var labels = Labels(sys);
        foreach (var chip in SysFiles.Entries($"{sys}/bus/gpio/devices"))
        {
            var name = Path.GetFileName(chip);
            if (IsMatch(pattern, name) || (labels.TryGetValue(Parent(chip), out var label) && IsMatch(pattern, label)))
            {
                yield return name;
            }
        }
    }

    private static bool IsMatch(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);

    // By the device that the chip belongs to, which is all that both interfaces know.
    private static Dictionary<string, string> Labels(string sys)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var chip in SysFiles.Entries($"{sys}/class/gpio"))
        {
            if (SysFiles.Read($"{chip}/label") is { Length: > 0 } label)
            {
                labels[SysFiles.FindTarget($"{SysFiles.FindTarget(chip)}/device")] = label;
            }
        }

        return labels;
    }

    private static string Parent(string chip) => Path.GetDirectoryName(SysFiles.FindTarget(chip)) ?? "";
}
