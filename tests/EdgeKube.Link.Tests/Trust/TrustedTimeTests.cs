using EdgeKube.Link.Trust;

namespace EdgeKube.Link.Tests.Trust;

public sealed class TrustedTimeTests
{
    private static readonly DateTimeOffset Floor = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", false, "2026-06-01T00:00:00Z", false)]
    [InlineData("1970-01-01T00:00:00Z", true, "2026-06-01T00:00:00Z", false)]
    [InlineData("2026-05-31T23:50:00Z", true, "2026-06-01T00:00:00Z", false)]
    [InlineData("2026-05-31T23:56:00Z", true, "2026-06-01T00:00:00Z", true)]
    [InlineData("2026-05-31T23:56:00Z", false, "2026-06-01T00:00:00Z", false)]
    [InlineData("2026-06-01T00:00:00Z", true, "2026-06-01T00:00:00Z", true)]
    [InlineData("2026-06-01T00:00:00Z", false, "2026-06-01T00:00:00Z", false)]
    [InlineData("2027-07-05T00:00:00Z", true, "2027-07-05T00:00:00Z", true)]
    [InlineData("2027-07-05T00:00:00Z", false, "2027-07-05T00:00:00Z", false)]
    [InlineData("2031-05-30T00:00:00Z", false, "2031-05-30T00:00:00Z", false)]
    [InlineData("2031-06-01T00:00:00Z", false, "2026-06-01T00:00:00Z", false)]
    [InlineData("2099-01-01T00:00:00Z", false, "2026-06-01T00:00:00Z", false)]
    [InlineData("2099-01-01T00:00:00Z", true, "2099-01-01T00:00:00Z", true)]
    public void Read_Clock_IsHeldAgainstTheFloor(string clock, bool vouched, string now, bool isTrusted)
    {
        var reading = TrustedTime.Read(DateTimeOffset.Parse(clock), Floor, vouched);

        Assert.Equal((DateTimeOffset.Parse(now), isTrusted), (reading.Now, reading.IsTrusted));
        Assert.Equal(isTrusted ? reading.Now : Floor, reading.Proven);
    }

    [Fact]
    public void Read_AnyClock_IsNeverBeforeTheFloor()
    {
        var random = new Random(1);
        for (var run = 0; run < 10_000; run++)
        {
            var clock = DateTimeOffset.UnixEpoch.AddDays(random.Next(0, 60_000));
            var reading = TrustedTime.Read(clock, Floor, random.Next(2) == 0);
            Assert.True(reading.Now >= Floor);
            Assert.InRange(reading.Proven, Floor, reading.Now);
        }
    }

    [Fact]
    public void Raise_NeverGoesBack()
    {
        Assert.Equal(Floor, TrustedTime.Raise(Floor, Floor.AddDays(-1)));
        Assert.Equal(Floor.AddDays(1), TrustedTime.Raise(Floor, Floor.AddDays(1)));
    }
}
