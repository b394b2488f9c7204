using System.Globalization;

namespace EdgeKube.Cli.Commands;

/// <summary>Durations as people give them: <c>10s</c>, <c>1h30m</c>, <c>0</c>.</summary>
internal static class DurationText
{
    // More than a century is a slip of the hand.
    private const double Longest = 100 * 365.25 * 86400;

    public static TimeSpan? Find(string text)
    {
        if (text == "0")
        {
            return TimeSpan.Zero;
        }

        var seconds = 0.0;
        var rest = text.AsSpan();
        do
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            rest = rest[digits..];
            var letters = rest.IndexOfAny("0123456789.");
            var unit = letters < 0 ? rest : rest[..letters];
            var factor = unit switch { "ms" => 0.001, "s" => 1.0, "m" => 60.0, "h" => 3600.0, "d" => 86400.0, _ => double.NaN };
            seconds += number * factor;
            rest = rest[unit.Length..];
        }
        while (!rest.IsEmpty);
        return seconds is >= 0 and < Longest ? TimeSpan.FromSeconds(seconds) : null;
    }
}
