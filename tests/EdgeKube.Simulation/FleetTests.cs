using System.Diagnostics;
using Xunit.Abstractions;

namespace EdgeKube.Simulation;

public sealed class FleetTests(ITestOutputHelper output)
{
    private const int Steps = 120;
    private const int MostFailures = 20;

    [Fact]
    public void Execute_OneNodeAndManySeeds_ConvergesAndRestartsNothing() => RunAll(SimulationSettings.Seeds(20_000), nodes: 1, Steps);

    [Fact]
    public void Execute_TwentyNodes_ConvergesAndRestartsNothing() => RunAll(SimulationSettings.Seeds(60, weight: 200), nodes: 20, steps: 600);

    [Fact]
    public void Execute_SameSeedTwice_IsTheSameRun()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var (one, other) = (new FleetRun(seed, 3), new FleetRun(seed, 3));
            one.Execute(Steps);
            other.Execute(Steps);
            Assert.Equal((one.Trace, one.Frames, one.Crashes, one.Starts), (other.Trace, other.Frames, other.Crashes, other.Starts));
        }
    }

    private void RunAll(IReadOnlyCollection<int> seeds, int nodes, int steps)
    {
        var (frames, crashes, starts, bytes) = (0L, 0L, 0L, 0);
        var gate = new Lock();
        var failures = new SortedDictionary<int, Exception>();
        var watch = Stopwatch.StartNew();
        Parallel.ForEach(seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, loop) =>
        {
            var run = new FleetRun(seed, nodes, journal: seeds.Count == 1 ? output.WriteLine : null);
            try
            {
                run.Execute(steps);
            }
            catch (Exception e)
            {
                lock (gate)
                {
                    failures.Add(seed, e);
                    if (failures.Count == MostFailures)
                    {
                        loop.Stop();
                    }
                }
            }

            lock (gate)
            {
                (frames, crashes, starts, bytes) = (frames + run.Frames, crashes + run.Crashes, starts + run.Starts, Math.Max(bytes, run.IdleReconnectBytes));
            }
        });
        Assert.True(failures.Count == 0, string.Join("\n", failures.Select(f => $"EDGEKUBE_SIM_SEED={f.Key} with {nodes} nodes: {f.Value}")));
        output.WriteLine(
            $"figure: simulation of {nodes} node(s): {seeds.Count} seeds in {watch.Elapsed.TotalSeconds:F0} s ({seeds.Count / watch.Elapsed.TotalSeconds:F0}/s), "
            + $"{frames} frames, {crashes} agent crashes, {starts} container starts, idle reconnect {bytes} bytes");
        Assert.InRange(bytes, 1, 400);
    }
}
