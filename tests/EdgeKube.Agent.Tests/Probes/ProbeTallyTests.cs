using EdgeKube.Agent.Probes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Probes;

public sealed class ProbeTallyTests
{
    private static readonly Probe Thresholds = new() { SuccessThreshold = 2, FailureThreshold = 3, PeriodSeconds = 10 };

    // + and - are probes that passed and failed; what follows each is the verdict then.
    [Theory]
    [InlineData(false, "+", "f")]
    [InlineData(false, "++", "ft")]
    [InlineData(false, "+-+-++", "ffffft")]
    [InlineData(true, "--", "tt")]
    [InlineData(true, "---", "ttf")]
    [InlineData(true, "--+---", "tttttf")]
    [InlineData(true, "---++", "ttfft")]
    public void Add_Sequence_ChangesTheVerdictAfterEnoughInARow(bool begin, string probes, string verdicts)
    {
        var tally = ProbeTally.Begin(begin);
        var seen = "";
        foreach (var probe in probes)
        {
            tally = tally.Add(probe == '+', Thresholds);
            seen += tally.Verdict ? 't' : 'f';
        }

        Assert.Equal(verdicts, seen);
    }

    [Fact]
    public void HasFailed_BeginningFalse_IsNotAFailure()
    {
        var tally = ProbeTally.Begin(false);
        Assert.False(tally.HasFailed(Thresholds));
        Assert.False(tally.Add(false, Thresholds).Add(false, Thresholds).HasFailed(Thresholds));
        Assert.True(tally.Add(false, Thresholds).Add(false, Thresholds).Add(false, Thresholds).HasFailed(Thresholds));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(5, 2, 3)]
    [InlineData(5, 7, 0)]
    [InlineData(0, 9, 0)]
    public void FirstDelay_YoungContainer_IsWhatIsLeftOfTheInitialDelay(int initialDelay, int age, int expected)
    {
        var probe = Thresholds with { InitialDelaySeconds = initialDelay };
        Assert.Equal(TimeSpan.FromSeconds(expected), ProbeSchedule.FirstDelay(probe, TimeSpan.FromSeconds(age), "c"));
    }

    [Fact]
    public void FirstDelay_ManyOldContainers_AreSpreadOverThePeriod()
    {
        var delays = Enumerable.Range(0, 100).Select(i => ProbeSchedule.FirstDelay(Thresholds, TimeSpan.FromHours(1), $"container-{i}")).ToList();
        Assert.All(delays, delay => Assert.InRange(delay, TimeSpan.Zero, TimeSpan.FromSeconds(10)));
        Assert.True(delays.Distinct().Count() > 50);
    }
}
