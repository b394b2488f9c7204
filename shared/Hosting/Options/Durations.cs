using System.Globalization;

namespace EdgeKube.Hosting.Options;

/// <summary>Durations as Go writes them: 40s, 1m30s, 500ms. Pure.</summary>
internal static class Durations
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan();
        if (rest.IsEmpty || rest.Length > 32)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || !int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            rest = rest[digits..];
            var unitLength = rest.IndexOfAnyInRange('0', '9') is >= 0 and var next ? next : rest.Length;
            var unit = rest[..unitLength].ToString();
            rest = rest[unitLength..];
            var seconds = Units.FirstOrDefault(known => known.Unit == unit).Seconds;
            if (seconds == 0)
            {
                return false;
            }

            duration += TimeSpan.FromSeconds(number * seconds);
        }

        return true;
    }

    public static string Format(TimeSpan duration) => duration.Milliseconds > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalMilliseconds}ms")
        : string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalSeconds}s");
}
