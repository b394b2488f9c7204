using EdgeKube.Agent.Pods.Shutdown;
using EdgeKube.Agent.Systemd;

namespace EdgeKube.Agent.Tests.Systemd;

public sealed class NodeShutdownTests
{
    private static readonly ShutdownPeriod[] Periods = [new(0, TimeSpan.FromSeconds(20)), new(ShutdownPeriod.Critical, TimeSpan.FromSeconds(10))];

    [Fact]
    public void Fit_EnoughTime_StaysAsItIs() => Assert.Same(Periods, NodeShutdown.Fit(Periods, TimeSpan.FromSeconds(30)));

    [Fact]
    public void Fit_LessTime_ShortensAllAlike() =>
        Assert.Equal([new(0, TimeSpan.FromSeconds(4)), new(ShutdownPeriod.Critical, TimeSpan.FromSeconds(2))], NodeShutdown.Fit(Periods, TimeSpan.FromSeconds(6)));
}
