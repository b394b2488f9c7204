namespace EdgeKube.Mqtt.Tests.Client;

public sealed class KeepAlivePlannerTests
{
    [Theory]
    [InlineData(30, 0, 0, null, KeepAliveAction.Wait, 30)]
    [InlineData(60, 0, 59, null, KeepAliveAction.Ping, 20)]
    [InlineData(60, 10, 0, null, KeepAliveAction.Wait, 10)]
    [InlineData(70, 60, 0, 60, KeepAliveAction.Wait, 10)]
    [InlineData(80, 60, 0, 60, KeepAliveAction.GiveUp, 0)]
    [InlineData(80, 60, 61, 60, KeepAliveAction.Wait, 40)]
    [InlineData(120, 60, 61, 60, KeepAliveAction.Ping, 20)]
    internal void Plan_KeepAliveOfAMinute_PingsOnlyWhenIdle(int now, int sent, int received, int? pinged, KeepAliveAction action, int then)
    {
        TimeSpan? asked = pinged is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var step = KeepAlivePlanner.Plan(
            TimeSpan.FromSeconds(now), TimeSpan.FromSeconds(sent), TimeSpan.FromSeconds(received), asked, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(20));
        Assert.Equal(new KeepAliveStep(action, TimeSpan.FromSeconds(then)), step);
    }

    [Theory]
    [InlineData(5, 20)]
    [InlineData(20, 20)]
    [InlineData(60, 20)]
    public void Plan_FollowedForAnHour_NeverLetsMoreThanTheKeepAlivePass(int keepAlive, int timeout)
    {
        var (now, sent, received) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        TimeSpan? pinged = null;
        while (now < TimeSpan.FromHours(1))
        {
            var step = KeepAlivePlanner.Plan(now, sent, received, pinged, TimeSpan.FromSeconds(keepAlive), TimeSpan.FromSeconds(timeout));
            Assert.NotEqual(KeepAliveAction.GiveUp, step.Action);
            if (step.Action == KeepAliveAction.Ping)
            {
                Assert.True(now - sent <= TimeSpan.FromSeconds(keepAlive), $"{now - sent} without a packet");
                (sent, pinged, received) = (now, now, now + TimeSpan.FromMilliseconds(1));
            }

            now += step.Then;
        }
    }
}
