using EdgeKube.Agent.Budgets;

namespace EdgeKube.Agent.Tests.Budgets;

public sealed class AllowanceTests
{
    [Fact]
    public void Take_MoreThanIsLeft_WaitsForTheDayToPass()
    {
        var full = new Allowance(1000, 1000, TimeSpan.Zero);
        var half = full.Take(TimeSpan.Zero, 500)!;

        Assert.Null(half.Take(TimeSpan.Zero, 501));
        Assert.Null(half.Take(TimeSpan.FromHours(11), 1000));
        Assert.NotNull(half.Take(TimeSpan.FromHours(12), 1000));
        Assert.Null(half.Take(TimeSpan.FromDays(100), 1001));
    }
}
