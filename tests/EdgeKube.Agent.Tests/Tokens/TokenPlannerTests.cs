using EdgeKube.Agent.Tokens;
using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Tests.Tokens;

public sealed class TokenPlannerTests
{
    private static readonly DateTimeOffset Clock = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Now = TimeSpan.FromDays(10);
    private static readonly TokenNeed Need = new("default", "robot", "p", "uid", "", 3600);

    [Fact]
    public void Plan_NothingHeld_AsksOnceForEachNeed()
        => Assert.Equal([Need], TokenPlanner.Plan([Need, Need], Held(), Failures(), Now, new(Clock, true)).Ask);

    [Theory]
    [InlineData(1.0, 0.7, false)]
    [InlineData(1.0, 0.81, true)]
    [InlineData(8760.0, 23.9, false)]
    [InlineData(8760.0, 24.1, true)]
    public void Plan_HeldForSomeHours_AsksAtFourFifthsOfItsLifeOrAfterADay(double life, double age, bool asks)
    {
        var token = new HeldToken("t", new TokenTimes(Clock, TimeSpan.FromHours(life)), Now - TimeSpan.FromHours(age));

        // The clock has no say in it.
        var plan = TokenPlanner.Plan([Need], Held(token), Failures(), Now, new(Clock.AddYears(3), true));

        Assert.Equal(asks, plan.Ask.Count > 0);
        Assert.Equal(asks, plan.NextAt is null);
    }

    [Theory]
    [InlineData(true, 0.5, false)]
    [InlineData(true, 0.9, true)]
    [InlineData(true, -5, true)]
    [InlineData(false, 0.5, true)]
    public void Plan_FromAnEarlierRun_IsTrustedAsFarAsTheClock(bool isTrusted, double age, bool asks)
    {
        var token = new HeldToken("t", new TokenTimes(Clock, TimeSpan.FromHours(1)), null);

        Assert.Equal(asks, TokenPlanner.Plan([Need], Held(token), Failures(), Now, new(Clock + TimeSpan.FromHours(age), isTrusted)).Ask.Count > 0);
    }

    [Fact]
    public void Plan_Refused_WaitsLongerEachTime()
    {
        var first = TokenFailure.After(null, "no", Now);
        var second = TokenFailure.After(first, "no", Now);

        Assert.Empty(TokenPlanner.Plan([Need], Held(), Failures(second), Now, new(Clock, true)).Ask);
        Assert.Equal(second.RetryAt, TokenPlanner.Plan([Need], Held(), Failures(second), Now, new(Clock, true)).NextAt);
        Assert.True(second.RetryAt > first.RetryAt);
        Assert.Equal([Need], TokenPlanner.Plan([Need], Held(), Failures(second), second.RetryAt, new(Clock, true)).Ask);
    }

    [Fact]
    public void Plan_NobodyAsksForItAnyMore_IsForgotten()
        => Assert.Equal([Need.Key], TokenPlanner.Plan([], Held(new HeldToken("t", new TokenTimes(Clock, TimeSpan.FromHours(1)), Now)), Failures(), Now, new(Clock, true)).Forget);

    private static Dictionary<string, HeldToken> Held(HeldToken? token = null) => token is null ? [] : new() { [Need.Key] = token };

    private static Dictionary<string, TokenFailure> Failures(TokenFailure? failure = null) => failure is null ? [] : new() { [Need.Key] = failure };
}
