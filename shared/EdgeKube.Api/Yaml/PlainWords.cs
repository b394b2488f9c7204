using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeKube.Api.Yaml;

/// <summary>Tells strings that a YAML 1.1 reader would take for something else when written without quotes.</summary>
internal static partial class PlainWords
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "", "~", "null", "Null", "NULL", "y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "true", "True", "TRUE", "false", "False", "FALSE",
        "on", "On", "ON", "off", "Off", "OFF", ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", "<<", "=",
    };

    public static bool IsNotText(string value) =>
        Words.Contains(value)
        || (value.Length > 0 && "+-.0123456789".Contains(value[0]) && (IsNumber(value) || Base60().IsMatch(value) || IsTime(value)));

    private static bool IsNumber(string value)
    {
        var plain = value.Replace("_", "", StringComparison.Ordinal);
        return Based().IsMatch(plain) || Float().IsMatch(plain);
    }

    private static bool IsTime(string value) => Time().IsMatch(value)
        && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    [GeneratedRegex("^[-+]?(0b[01]+|0o?[0-7]+|0x[0-9a-fA-F]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Based();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Float();

    [GeneratedRegex(@"^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Base60();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
