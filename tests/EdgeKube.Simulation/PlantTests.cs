using Xunit.Abstractions;

namespace EdgeKube.Simulation;

/// <summary>The simulation is worth what it finds: every fault that is put in must come out.</summary>
public sealed class PlantTests(ITestOutputHelper output)
{
    private const int Seeds = 600;

    public static TheoryData<Plant> Plants => [.. Enum.GetValues<Plant>().Where(plant => plant != Plant.None)];

    [Theory]
    [MemberData(nameof(Plants))]
    public void Execute_PlantedFault_IsFoundAndItsSeedFindsItAgain(Plant plant)
    {
        var (seed, found) = Enumerable.Range(1, Seeds).Select(seed => (seed, Find(seed, plant))).FirstOrDefault(one => one.Item2.Fault is not null);
        Assert.True(found.Fault is not null, $"none of {Seeds} seeds found {plant}");
        output.WriteLine($"figure: planted {plant}: found by seed {seed}: {found.Fault!.Split('\n')[0]}");
        Assert.Equal(found, Find(seed, plant));
    }

    [Fact]
    public void Plants_AreAtLeastTwenty() => Assert.InRange(Enum.GetValues<Plant>().Length - 1, 20, 100);

    private static (string? Fault, ulong Trace) Find(int seed, Plant plant)
    {
        var run = new FleetRun(seed, 1, plant);
        try
        {
            run.Execute(120);
            return (null, run.Trace);
        }
        catch (SimulationFault fault)
        {
            return (fault.Message, run.Trace);
        }
    }
}
