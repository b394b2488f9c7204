namespace EdgeKube.EndToEnd.Harness;

/// <summary>Percentiles by the nearest rank: always a value that was measured.</summary>
public static class Percentile
{
    public static double Median(IEnumerable<double> values) => Of(values, 50);

    public static double Of(IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToList();
        return sorted[(int)Math.Ceiling(sorted.Count * percent / 100.0) - 1];
    }
}
