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
        var agent = Clock(Day(clock), synchronized);

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

    [Theory]
    [InlineData("2028-01-01", false, "2026-05-01")]
    [InlineData("2099-01-01", false, "2026-05-01")]
    [InlineData("1970-01-01", false, "2026-05-01")]
    [InlineData("2028-01-01", true, "2028-01-01")]
    public void Stop_ClockThatNobodyVouchesFor_RaisesNoFloor(string clock, bool synchronized, string floor)
    {
        var agent = Clock(Day(clock), synchronized);
        agent.Floor.Raise(Start);

        agent.Stop();

        Assert.Equal(Day(floor), new TimeFloor(_data.Path, new ManualTimeProvider(Start)).Value);
    }

    [Fact]
    public void Read_ClockTwoYearsAheadOfTheController_IsForReadingOnly()
    {
        var agent = Clock(Start.AddYears(2), synchronized: false);
        Assert.Equal((Start.AddYears(2), false, "ClockUnconfirmed"), (agent.Read().Now, agent.Read().IsTrusted, agent.Judge().Reason));
        ServerJudge.FindFault(Certificate(), TrustBundle.Of(P256Key.Of(_authority.Key)), agent);

        agent.Told(Start.AddDays(3));

        Assert.Equal((Start.AddDays(3), false, "ClockAhead"), (agent.Read().Proven, agent.Read().IsTrusted, agent.Judge().Reason));
    }

    [Fact]
    public void Told_ByAControllerThatAgrees_TheClockIsTrustedAsLongAsItGoesOnWithIt()
    {
        var time = new ManualTimeProvider(Start.AddDays(3));
        var agent = new AgentClock(time, () => false, new TimeFloor(_data.Path, time));
        ServerJudge.FindFault(Certificate(), TrustBundle.Of(P256Key.Of(_authority.Key)), agent);
        Assert.False(agent.Read().IsTrusted);

        agent.Told(Start.AddDays(3).AddMinutes(1));
        Assert.Equal("ClockConfirmed", agent.Judge().Reason);
        Assert.True(agent.Read().IsTrusted);
        time.Advance(TimeSpan.FromDays(30));
        Assert.True(agent.Read().IsTrusted);
        time.Jump(TimeSpan.FromDays(700));
        Assert.Equal((false, "ClockAhead"), (agent.Read().IsTrusted, agent.Judge().Reason));
    }

    [Fact]
    public void Memory_NextRunInTheSameBoot_KnowsWhatWasTold()
    {
        var time = new ManualTimeProvider(Start.AddDays(3));
        var agent = Run("boot-1");
        ServerJudge.FindFault(Certificate(), TrustBundle.Of(P256Key.Of(_authority.Key)), agent);
        agent.Told(Start.AddDays(3).AddMinutes(1));

        time.Advance(TimeSpan.FromDays(2));
        Assert.Equal("ClockConfirmed", Run("boot-1").Judge().Reason);
        Assert.Equal("ClockUnconfirmed", Run("boot-2").Judge().Reason);
        time.Jump(TimeSpan.FromDays(700));
        Assert.Equal("ClockAhead", Run("boot-1").Judge().Reason);

        AgentClock Run(string boot) => new(time, () => false, new TimeFloor(_data.Path, time)) { Memory = new ToldTime(_data.Path, boot, time) };
    }

    [Theory]
    [InlineData("")]
    [InlineData("boot 1")]
    [InlineData("boot 99999999999999999999 1800000000\n")]
    [InlineData("boot 0 5\n")]
    [InlineData("boot 0 99999999999999\n")]
    public void Find_WhatNobodyWroteLikeThis_IsNothing(string text)
    {
        File.WriteAllText(Path.Combine(_data.Path, "told-time"), text);
        Assert.Null(new ToldTime(_data.Path, "boot", TimeProvider.System).Find());
    }

    [Fact]
    public void Told_ByAControllerThatDoesNotKnowTheTime_ConfirmsNothing()
    {
        var agent = Clock(Start.AddDays(3), synchronized: false);
        ServerJudge.FindFault(Certificate(), TrustBundle.Of(P256Key.Of(_authority.Key)), agent);

        agent.Told(DateTimeOffset.UnixEpoch);

        Assert.Equal("ClockUnconfirmed", agent.Judge().Reason);
    }

    private AgentClock Clock(DateTimeOffset now, bool synchronized)
    {
        var time = new ManualTimeProvider(now);
        return new AgentClock(time, () => synchronized, new TimeFloor(_data.Path, time));
    }

    private static DateTimeOffset Day(string text) => DateTimeOffset.Parse(text + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);

    private byte[] Certificate()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        return _authority.Issue("CN=edgekube-controller", key, TestAuthority.ForServers).RawData;
    }
}
