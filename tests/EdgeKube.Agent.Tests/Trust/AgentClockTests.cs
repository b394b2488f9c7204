using EdgeKube.Agent.Nodes;
using EdgeKube.Agent.Trust;
using EdgeKube.Link.Trust;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Trust;

public sealed class AgentClockTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly EmptyData _data = new();
    private readonly TestAuthority _authority = new(Start);

    public void Dispose()
    {
        _data.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData("2099-01-01", false, null)]
    [InlineData("2028-01-01", false, null)]
    [InlineData("1970-01-01", false, null)]
    [InlineData("2028-01-01", true, "it was valid until")]
    public void FindFault_WrongClock_OnlyADisciplinedOneEndsACertificate(string clock, bool synchronized, string? fault)
    {
        var agent = Clock(DateTimeOffset.Parse(clock + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture), synchronized);

        var found = ServerJudge.FindFault(Certificate(), TrustBundle.Of(P256Key.Of(_authority.Key)), agent);

        Assert.Equal(fault is null, found is null);
        Assert.StartsWith(fault ?? "", found ?? "", StringComparison.Ordinal);
        Assert.True(agent.Floor.Value >= Start);
    }

    [Fact]
    public void Told_AfterTheControllersCertificateEnds_IsNotBelieved()
    {
        var agent = Clock(Start, synchronized: false);
        ServerJudge.FindFault(Certificate(), TrustBundle.Of(P256Key.Of(_authority.Key)), agent);

        agent.Told(Start.AddYears(73));
        Assert.Equal(Start, agent.Floor.Value);
        agent.Told(Start.AddDays(3));
        Assert.Equal(Start.AddDays(3), agent.Floor.Value);
    }

    private AgentClock Clock(DateTimeOffset now, bool synchronized)
    {
        var time = new ManualTimeProvider(now);
        return new AgentClock(time, new FixedKernel(synchronized), new TimeFloor(_data.Path, time));
    }

    private byte[] Certificate()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        return _authority.Issue("CN=edgekube-controller", key, TestAuthority.ForServers).RawData;
    }

    private sealed class FixedKernel(bool synchronized) : IKernelClock
    {
        public bool IsSynchronized() => synchronized;
    }
}
