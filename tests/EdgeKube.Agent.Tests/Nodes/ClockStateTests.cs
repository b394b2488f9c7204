using EdgeKube.Agent.Nodes;

namespace EdgeKube.Agent.Tests.Nodes;

public sealed class ClockStateTests
{
    [Theory]
    [InlineData("1970-01-01", "2026-11-21", false, "2026-11-21", true, "ClockBehind")]
    [InlineData("1970-01-01", "2026-11-21", true, null, true, "ClockBehind")]
    [InlineData("2099-01-01", "2026-11-21", false, null, true, "ClockAhead")]
    [InlineData("2099-01-01", "2026-11-21", true, null, false, "ClockSynchronized")]
    [InlineData("2099-01-01", "2026-11-21", true, "2026-11-21", true, "ClockAhead")]
    [InlineData("2028-01-01", "2026-11-21", false, "2026-11-21", true, "ClockAhead")]
    [InlineData("2028-01-01", "2026-11-21", false, null, true, "ClockUnconfirmed")]
    [InlineData("2026-11-21", "2026-11-21", false, null, true, "ClockUnconfirmed")]
    [InlineData("2026-11-21", "2026-11-21", false, "2026-11-21", false, "ClockConfirmed")]
    [InlineData("2026-11-21", "2026-11-21", true, "2026-11-21", false, "ClockSynchronized")]
    [InlineData("2026-11-21", "2026-11-21", true, null, false, "ClockSynchronized")]
    [InlineData("2026-11-21", "2026-11-21", false, "2026-10-01", true, "ClockUnconfirmed")]
    public void Judge_ClockAgainstWhatIsProven_Decides(string clock, string floor, bool synchronized, string? controller, bool isWrong, string reason)
    {
        var state = ClockState.Judge(Day(clock), Day(floor), synchronized, controller is null ? null : Day(controller));

        Assert.Equal((isWrong, reason), (state.IsWrong, state.Reason));
    }

    [Theory]
    [InlineData(-4, false)]
    [InlineData(4, false)]
    [InlineData(-6, true)]
    [InlineData(6, true)]
    public void Judge_MinutesOffTheControllers_AreConfirmedWithinTheBound(int minutes, bool isWrong)
    {
        var now = Day("2026-11-21");

        Assert.Equal(isWrong, ClockState.Judge(now.AddMinutes(minutes), now, synchronized: false, now).IsWrong);
    }

    private static DateTimeOffset Day(string text) => DateTimeOffset.Parse(text + "T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
}
