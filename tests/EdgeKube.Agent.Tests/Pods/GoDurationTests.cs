using EdgeKube.Agent.Pods;

namespace EdgeKube.Agent.Tests.Pods;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData(10_000, "10s")]
    [InlineData(80_000, "1m20s")]
    [InlineData(300_000, "5m0s")]
    [InlineData(1_500, "1.5s")]
    [InlineData(350, "350ms")]
    [InlineData(0, "0s")]
    [InlineData(3_600_000, "1h0m0s")]
    public void Format_Duration_ReadsAsGo(int milliseconds, string expected)
        => Assert.Equal(expected, GoDuration.Format(TimeSpan.FromMilliseconds(milliseconds)));
}
