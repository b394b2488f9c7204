using EdgeKube.Agent.Footprint;

namespace EdgeKube.Agent.Tests.Footprint;

public sealed class TrimDeciderTests
{
    private const long MiB = 1 << 20;

    [Theory]
    [InlineData(0, 8 * MiB, 8 * MiB, true)] // the start is over
    [InlineData(0, 8 * MiB, 10 * MiB, false)] // still at work
    [InlineData(8 * MiB, 9 * MiB, 9 * MiB, false)] // not worth it yet
    [InlineData(8 * MiB, (12 * MiB) - 1, 12 * MiB, true)] // a day of probes
    public void IsDue_ByWhatWasAllocated(long trimmed, long last, long now, bool due) =>
        Assert.Equal(due, TrimDecider.IsDue(trimmed, last, now));
}
