using EdgeKube.Agent.Nodes;

namespace EdgeKube.Agent.Tests.Nodes;

public sealed class ClockStateTests
{
    [Theory]
    [InlineData("1970-01-01", "2026-11-21", false, true, true, "ClockBehind")]
    [InlineData("1970-01-01", "2026-11-21", true, false, true, "ClockBehind")]
    [InlineData("2099-01-01", "2026-11-21", false, false, true, "ClockAhead")]
    [InlineData("2099-01-01", "2026-11-21", true, false, false, "ClockSynchronized")]
    [InlineData("2028-01-01", "2026-11-21", false, true, true, "ClockAhead")]
    [InlineData("2028-01-01", "2026-11-21", false, false, false, "ClockPlausible")]
    [InlineData("2026-11-21", "2026-11-21", false, true, false, "ClockPlausible")]
    [InlineData("2026-11-21", "2026-11-21", true, true, false, "ClockSynchronized")]
    public void Judge_ClockAgainstWhatIsProven_Decides(string clock, string floor, bool synchronized, bool isFloorTheTime, bool isWrong, string reason)
    {
        var state = ClockState.Judge(Day(clock), Day(floor), synchronized, isFloorTheTime);

        Assert.Equal((isWrong, reason), (state.IsWrong, state.Reason));
    }

    private static DateTimeOffset Day(string text) => DateTimeOffset.Parse(text + "T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
}
