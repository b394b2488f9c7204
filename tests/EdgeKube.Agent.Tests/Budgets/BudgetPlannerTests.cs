using EdgeKube.Agent.Budgets;

namespace EdgeKube.Agent.Tests.Budgets;

public sealed class BudgetPlannerTests
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(4, 0, 0)]
    [InlineData(50, 15, 0)]
    [InlineData(54, 15, 0)]
    [InlineData(100, 30, 0)]
    [InlineData(100, 29, 0)]
    [InlineData(100, 28, 300)]
    [InlineData(101, 15, 300)]
    [InlineData(500, 1, 300)]
    public void Interval_SpentAndPassed_WaitsOnlyWhenAheadOfTime(long usedPercent, int day, int seconds)
    {
        var use = new BudgetUse(usedPercent * 1_000_000, 100_000_000, TimeSpan.FromDays(day), Month);
        Assert.Equal(TimeSpan.FromSeconds(seconds), BudgetPlanner.Interval(use, 1000, 0.5, Longest));
    }

    [Fact]
    public void Interval_AheadOfTime_MakesTheRestLast()
    {
        // 30 MB are left for 15 days, half of it for this: a thousand bytes every 86.4 seconds.
        var use = new BudgetUse(70_000_000, 100_000_000, TimeSpan.FromDays(15), Month);
        Assert.Equal(86.4, BudgetPlanner.Interval(use, 1000, 0.5, Longest).TotalSeconds, 0.01);
    }

    [Fact]
    public void Interval_WrongClock_IsNeverNegativeNorLongerThanTheLongest()
    {
        foreach (var elapsed in new[] { TimeSpan.FromDays(-20000), TimeSpan.Zero, TimeSpan.FromDays(20000) })
        {
            foreach (var used in new long[] { 0, 1, 99, 100, long.MaxValue / 2 })
            {
                Assert.InRange(BudgetPlanner.Interval(new BudgetUse(used, 100, elapsed, Month), 1000, 0.5, Longest), TimeSpan.Zero, Longest);
            }
        }
    }

    [Fact]
    public void Interval_ObeyedForAMonth_KeepsTheBudget()
    {
        const long Budget = 20_000_000;
        var (used, now) = (0L, TimeSpan.Zero);
        while (now < Month)
        {
            // Something changes every ten seconds, all month long.
            var wait = BudgetPlanner.Interval(new BudgetUse(used, Budget, now, Month), 900, 1, Longest);
            used += 900;
            now += wait > TimeSpan.FromSeconds(10) ? wait : TimeSpan.FromSeconds(10);
        }

        Console.WriteLine($"figure: a change every 10 s all month costs {used} bytes of a budget of {Budget}, against {900L * (long)Month.TotalSeconds / 10} without");
        Assert.InRange(used, Budget * 9 / 10, Budget * 102 / 100);
    }
}
