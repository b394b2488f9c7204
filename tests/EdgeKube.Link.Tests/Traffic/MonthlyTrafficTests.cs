using EdgeKube.Link.Traffic;
using EdgeKube.Link.Trust;

namespace EdgeKube.Link.Tests.Traffic;

public sealed class MonthlyTrafficTests
{
    private static readonly DateTimeOffset Middle = new(2026, 11, 16, 0, 0, 0, TimeSpan.Zero);
    private static readonly TrafficCounts Thousand = new(1000, 0, 0, 0, 0);
    private static readonly MonthlyTraffic November = MonthlyTraffic.Begin(Middle) with { Counts = Thousand };

    [Theory]
    [InlineData("2026-11-30T23:59:59Z", true, "2026-11", 1000)]
    [InlineData("2026-12-01T00:00:00Z", true, "2026-12", 0)]
    [InlineData("2026-12-01T00:00:00Z", false, "2026-11", 1000)]
    [InlineData("2099-01-01T00:00:00Z", false, "2026-11", 1000)]
    [InlineData("2027-03-05T00:00:00Z", true, "2027-03", 0)]
    [InlineData("2026-05-05T00:00:00Z", true, "2026-05", 1000)]
    [InlineData("1970-01-01T00:00:00Z", false, "2026-11", 1000)]
    public void At_Clock_TurnsTheMonthOnlyWhenItIsBelieved(string now, bool isTrusted, string month, long total)
    {
        var at = November.At(new TimeReading(DateTimeOffset.Parse(now), isTrusted));
        Assert.Equal((month, total), (at.Month.ToString("yyyy-MM"), at.Counts.Total));
    }

    [Fact]
    public void Forecast_SinceTheMiddleOfTheMonth_GoesOnAtTheSameRate()
    {
        // Five days of the fifteen that are counted are over.
        Assert.Equal(3000, November.Forecast(Middle.AddDays(5)));
        Assert.Equal(1000 + (long)(1000 / 5.0 * 10), November.Forecast(Middle.AddDays(5)));
    }

    [Fact]
    public void Forecast_TooEarlyOrTooLate_SaysNothing()
    {
        Assert.Null(November.Forecast(Middle.AddMinutes(59)));
        Assert.Null(November.Forecast(Middle.AddDays(40)));
    }

    [Fact]
    public void Json_WrittenAndRead_IsTheSame()
    {
        var json = System.Text.Json.JsonSerializer.Serialize(November, TrafficJsonContext.Default.MonthlyTraffic);
        Assert.Equal(November, System.Text.Json.JsonSerializer.Deserialize(json, TrafficJsonContext.Default.MonthlyTraffic));
        Assert.InRange(json.Length, 100, 200);
    }
}
