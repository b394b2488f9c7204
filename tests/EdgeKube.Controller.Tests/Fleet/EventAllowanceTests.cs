using EdgeKube.Controller.Fleet.Reports;

namespace EdgeKube.Controller.Tests.Fleet;

public sealed class EventAllowanceTests
{
    [Fact]
    public void TryTake_WithoutEnd_GivesWhatAnAgentKeepsAndThenTwoASecond()
    {
        var allowance = new EventAllowance();
        Assert.Equal(EventAllowance.Most, Count(ref allowance, TimeSpan.Zero));
        Assert.Equal(20, Count(ref allowance, TimeSpan.FromSeconds(10)));
        Assert.Equal(EventAllowance.Most, Count(ref allowance, TimeSpan.FromDays(1)));
    }

    private static int Count(ref EventAllowance allowance, TimeSpan now)
    {
        var taken = 0;
        while (allowance.TryTake(now))
        {
            taken++;
        }

        return taken;
    }
}
