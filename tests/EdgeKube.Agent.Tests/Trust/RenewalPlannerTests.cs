using EdgeKube.Agent.Trust;

namespace EdgeKube.Agent.Tests.Trust;

public sealed class RenewalPlannerTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.0, 200)]
    [InlineData(0.999999, 230)]
    public void DueAt_Life_IsTwoThirdsAndATenthAtMost(double jitter, int days) =>
        Assert.Equal(From.AddDays(days), RenewalPlanner.DueAt(From, From.AddDays(300), jitter), TimeSpan.FromMinutes(1));

    [Fact]
    public void Wait_Due_IsNothing_AndNeverLong()
    {
        Assert.Equal(TimeSpan.Zero, RenewalPlanner.Wait(From, From));
        Assert.Equal(TimeSpan.FromSeconds(5), RenewalPlanner.Wait(From.AddSeconds(5), From));
        Assert.Equal(TimeSpan.FromHours(1), RenewalPlanner.Wait(From.AddYears(80), From));
    }

    [Theory]
    [InlineData(365, 1, 2)]
    [InlineData(365, 4, 16)]
    [InlineData(365, 1000, 21600)]
    [InlineData(1, 1000, 1728)]
    public void RetryAfter_Failures_DoubleUpToAFiftiethOfTheLife(int days, int failures, double seconds)
    {
        var wait = RenewalPlanner.RetryAfter(TimeSpan.FromDays(days), failures, 0.999999);

        Assert.Equal(seconds, wait.TotalSeconds, 0.1);
    }
}
