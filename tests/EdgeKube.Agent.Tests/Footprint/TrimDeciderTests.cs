using EdgeKube.Agent.Footprint;

namespace EdgeKube.Agent.Tests.Footprint;

public sealed class TrimDeciderTests
{
    private const long MiB = 1 << 20;

    [Theory]
    [InlineData(0, 8 * MiB, 1, true)] // the start is over
    [InlineData(2 * MiB, 10 * MiB, 2, false)] // still at work
    [InlineData(0, MiB / 2, 3, false)] // not worth it yet
    [InlineData(MiB / 4, MiB, 8, true)] // some minutes of a few probes
    [InlineData(40 * MiB, 560 * MiB, TrimDecider.BusyLooks - 1, false)]
    [InlineData(40 * MiB, 600 * MiB, TrimDecider.BusyLooks, true)] // many probes: never quiet
    public void IsDue_ByWhatWasAllocated(long allocated, long sinceTrim, int looks, bool due) =>
        Assert.Equal(due, TrimDecider.IsDue(allocated, sinceTrim, looks));
}
