namespace EdgeKube.Mqtt.Tests.Client;

public sealed class ReconnectBackoffTests
{
    [Theory]
    [InlineData(0, 0.0, 0.5)]
    [InlineData(1, 0.0, 0.5)]
    [InlineData(1, 0.999999, 1.0)]
    [InlineData(2, 0.999999, 2.0)]
    [InlineData(4, 0.0, 4.0)]
    [InlineData(8, 0.0, 60.0)]
    [InlineData(int.MaxValue, 0.999999, 120.0)]
    public void After_Failures_DoublesUpToTheLongest(int failures, double jitter, double seconds) =>
        Assert.Equal(seconds, new ReconnectBackoff().After(failures, jitter).TotalSeconds, 0.001);

    [Theory]
    [InlineData(0, false, 1)]
    [InlineData(7, false, 8)]
    [InlineData(0, true, 1)]
    [InlineData(3, true, 4)]
    [InlineData(4, true, 4)]
    [InlineData(30, true, 4)]
    public void CountFailure_LostConnections_LeadToNoLongWait(int before, bool isLost, int after) =>
        Assert.Equal(after, ReconnectBackoff.CountFailure(before, isLost));
}
