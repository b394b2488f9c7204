using System.Diagnostics;
using System.Text.RegularExpressions;
using EdgeKube.Testing.Processes;
using Xunit.Abstractions;

namespace EdgeKube.Simulation;

public sealed partial class FleetTests(ITestOutputHelper output)
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

    /// <summary>Another process has other hash codes of texts, and with them another order of whatever is ordered by those.</summary>
    [Fact]
    public async Task Execute_SameSeedsInAnotherProcess_AreTheSameRuns()
    {
        const int seeds = 100;
        var traces = 0UL;
        for (var seed = 1; seed <= seeds; seed++)
        {
            var run = new FleetRun(seed, 1);
            run.Execute(Steps);
            traces ^= run.Trace;
        }

        var other = new ProcessStartInfo("dotnet", ["vstest", typeof(FleetTests).Assembly.Location, "--TestCaseFilter:FullyQualifiedName~OneNode", "--logger:console;verbosity=detailed"]);
        other.Environment.Remove("EDGEKUBE_SIM_SEED");
        other.Environment["EDGEKUBE_SIM_SEEDS"] = $"{seeds}";
        var result = await ProcessRun.RunAsync(other, (string?)null, TimeSpan.FromMinutes(2));
        Assert.True(result.Exit == 0, $"{result}");
        Assert.Equal($"{traces:x16}", TracePattern().Match(result.Output).Groups[1].Value);
    }

    [GeneratedRegex("trace ([0-9a-f]{16})")]
    private static partial Regex TracePattern();

    private void RunAll(IReadOnlyCollection<int> seeds, int nodes, int steps)
    {
        var (frames, crashes, starts, bytes, traces) = (0L, 0L, 0L, 0, 0UL);
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
                (frames, crashes, starts, traces) = (frames + run.Frames, crashes + run.Crashes, starts + run.Starts, traces ^ run.Trace);
                bytes = Math.Max(bytes, run.IdleReconnectBytes);
            }
        });
        Assert.True(failures.Count == 0, string.Join("\n", failures.Select(f => $"EDGEKUBE_SIM_SEED={f.Key} with {nodes} nodes: {f.Value}")));
        output.WriteLine(
            $"figure: simulation of {nodes} node(s): {seeds.Count} seeds in {watch.Elapsed.TotalSeconds:F0} s ({seeds.Count / watch.Elapsed.TotalSeconds:F0}/s), "
            + $"{frames} frames, {crashes} agent crashes, {starts} container starts, idle reconnect {bytes} bytes, trace {traces:x16}");
        Assert.InRange(bytes, 1, 400);
    }
}
