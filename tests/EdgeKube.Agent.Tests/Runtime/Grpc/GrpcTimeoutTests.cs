using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Tests.Runtime.Grpc;

public sealed class GrpcTimeoutTests
{
    [Theory]
    [InlineData(0, "1m")]
    [InlineData(0.25, "250m")]
    [InlineData(120, "120000m")]
    [InlineData(99_999.999, "99999999m")]
    [InlineData(100_000, "100000S")]
    public void Format_Seconds_FitsEightDigits(double seconds, string expected) =>
        Assert.Equal(expected, GrpcTimeout.Format(TimeSpan.FromSeconds(seconds)));
}
