using Xunit.Abstractions;

namespace EdgeKube.Simulation;

public sealed class FleetTests(ITestOutputHelper output)
{
    [Fact]
    public void Execute_OneNodeAndManySeeds_ConvergesAndRestartsNothing() => RunAll(SimulationSettings.Seeds(3_000), nodes: 1, steps: 400);

    [Fact]
    public void Execute_TwentyNodes_ConvergesAndRestartsNothing() => RunAll(SimulationSettings.Seeds(60, weight: 50), nodes: 20, steps: 1_500);

    [Theory]
    [InlineData(Plant.ForgedAcks)]
    [InlineData(Plant.NoProbes)]
    [InlineData(Plant.ActBeforePersist)]
    [InlineData(Plant.ForgottenDisk)]
    [InlineData(Plant.Heartbeat)]
    [InlineData(Plant.LyingDisk)]
    public void Execute_PlantedFault_IsFound(Plant plant)
    {
        var found = Enumerable.Range(1, 50).Count(seed => Fails(seed, plant));
        output.WriteLine($"{plant}: found by {found} of 50 seeds");
        Assert.NotEqual(0, found);
    }

    [Fact]
    public void Execute_SameSeedTwice_IsTheSameRun()
    {
        var (one, other) = (new FleetRun(7, 3), new FleetRun(7, 3));
        one.Execute(200);
        other.Execute(200);
        Assert.Equal((one.Frames, one.Crashes), (other.Frames, other.Crashes));
    }

    private static bool Fails(int seed, Plant plant)
    {
        try
        {
            new FleetRun(seed, 1, plant).Execute(120);
            return false;
        }
        catch (SimulationFault)
        {
            return true;
        }
    }

    private void RunAll(IEnumerable<int> seeds, int nodes, int steps)
    {
        var (runs, frames, crashes, bytes) = (0, 0L, 0, 0);
        foreach (var seed in seeds)
        {
            var run = new FleetRun(seed, nodes);
            try
            {
                run.Execute(steps);
            }
            catch (Exception e)
            {
                Assert.Fail($"EDGEKUBE_SIM_SEED={seed} with {nodes} nodes: {e}");
            }

            (runs, frames, crashes, bytes) = (runs + 1, frames + run.Frames, crashes + run.Crashes, Math.Max(bytes, run.IdleReconnectBytes));
        }

        output.WriteLine($"{runs} runs of {nodes} nodes: {frames} frames, {crashes} crashes, {bytes} bytes for an idle reconnect (hello and welcome)");
        Console.WriteLine($"simulation: {runs} runs of {nodes} nodes, {frames} frames, {crashes} crashes, idle reconnect {bytes} bytes");
        Assert.InRange(bytes, 1, 400);
    }
}
