using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using EdgeKube.Controller.Store;
using Xunit.Abstractions;

namespace EdgeKube.Controller.Tests.Store;

/// <summary>Kills a writer with SIGKILL at every named point and at random moments. EDGEKUBE_STORE_KILLS sets how often (200).</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const string AnyMoment = "random";
    private const int Chains = 2;

    [Fact]
    public async Task Kill_AnywhereInTheWriter_LosesNothingAcknowledged()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("EDGEKUBE_STORE_KILLS") ?? "200", CultureInfo.InvariantCulture);
        var plan = Enumerable.Range(0, kills).Select(i => Points()[i % Points().Count]).ToArray();
        var hits = new ConcurrentDictionary<string, int>();
        var from = Stopwatch.GetTimestamp();

        var acknowledged = await Task.WhenAll(Enumerable.Range(0, Chains).Select(
            chain => Task.Run(() => KillAllAsync(plan.Where((_, i) => i / Points().Count % Chains == chain), hits))));

        foreach (var point in Points().Distinct())
        {
            output.WriteLine($"{hits.GetValueOrDefault(point),5} kills at {point}");
        }

        output.WriteLine($"{acknowledged.Sum()} writes acknowledged, {hits.Values.Sum()} kills in {Stopwatch.GetElapsedTime(from).TotalSeconds:F0} s");
        Assert.All(Points(), point => Assert.NotEqual(0, hits.GetValueOrDefault(point)));
        Assert.Equal(kills, hits.Values.Sum());
    }

    [Theory]
    [InlineData("ack-before-commit", CrashPoints.BeforeCommit, "was acknowledged, the store has")]
    [InlineData("split-transaction", CrashPoints.AfterCommitBeforeAck, "half a transaction")]
    public async Task Kill_WithPlantedBug_IsFound(string bug, string point, string violation)
    {
        using var chain = new CrashChain(bug);
        for (var attempt = 1; attempt <= 20; attempt++)
        {
            await chain.KillAtAsync(point, attempt + 2);
            if (chain.FindViolations().Any(v => v.Contains(violation, StringComparison.Ordinal)))
            {
                return;
            }
        }

        Assert.Fail($"the bug {bug} was not found in 20 kills");
    }

    private static List<string> Points() => [.. CrashPoints.All, AnyMoment, AnyMoment];

    private static async Task<int> KillAllAsync(IEnumerable<string> points, ConcurrentDictionary<string, int> hits)
    {
        using var chain = new CrashChain();
        foreach (var point in points)
        {
            if (point == AnyMoment)
            {
                await chain.KillAfterAsync(Random.Shared.Next(1, 300));
            }
            else
            {
                Assert.True(await chain.KillAtAsync(point, Random.Shared.Next(1, 6)), $"the writer never came to {point}");
            }

            hits.AddOrUpdate(point, 1, (_, count) => count + 1);
            Assert.Empty(chain.FindViolations());
        }

        return chain.Acknowledgements;
    }
}
