using EdgeKube.Agent.Pressure;

namespace EdgeKube.Agent.Tests.Pressure;

public sealed class PressureEventsTests
{
    private static readonly EvictionThreshold Inodes = EvictionThreshold.Find("nodefs.inodesFree<5%")!;

    [Fact]
    public void Build_PressureComesAndGoes_IsToldOnceEach()
    {
        var calm = PressureState.None;
        var tense = new PressureState(calm.LastMet.Add("DiskPressure", TimeSpan.Zero), [Inodes], null);
        var held = tense with { Short = [] };
        Assert.Equal(
            ["Warning EvictionThresholdMet: Attempting to reclaim inodes", "Normal NodeHasDiskPressure: Node n1 status is now: NodeHasDiskPressure"], Told(calm, tense));
        Assert.Empty(Told(tense, tense));
        Assert.Empty(Told(tense, held));
        Assert.Equal(["Normal NodeHasNoDiskPressure: Node n1 status is now: NodeHasNoDiskPressure"], Told(held, calm));
    }

    private static IEnumerable<string> Told(PressureState before, PressureState after) =>
        PressureEvents.Build("n1", before, after, DateTimeOffset.UnixEpoch).Select(told => $"{told.Type} {told.Reason}: {told.Message}");
}
