using System.Collections.Concurrent;
using System.Globalization;
using EdgeKube.Agent.Volumes;
using Xunit.Abstractions;

namespace EdgeKube.Agent.Tests.Pods.Faults;

/// <summary>Random pods on a runtime whose calls fail, come late, hang, or lose their answers: all of them become what is wanted, and go.</summary>
public sealed class FaultRunTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("EDGEKUBE_POD_SEEDS") ?? "10000", CultureInfo.InvariantCulture);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ek-faults-");

    public void Dispose()
    {
        NativeFiles.Unmount($"{_directory}/memory");
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task RandomPods_WithRandomFaults_ConvergeAndRepeatNothing()
    {
        // All runs share the place of the volumes in memory: it is made once.
        Directory.CreateDirectory($"{_directory}/memory");
        NativeFiles.MountTmpfs($"{_directory}/memory", "mode=0700");
        var faults = new ConcurrentBag<string>();
        long planted = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Seeds), new ParallelOptions { MaxDegreeOfParallelism = 24 }, async (seed, _) =>
        {
            var run = new FaultRun(seed, _directory.FullName);
            if (await run.RunAsync() is { } fault)
            {
                faults.Add(fault);
            }

            Interlocked.Add(ref planted, run.Faults);
        });

        output.WriteLine($"figure: pods on a faulty runtime: {Seeds} seeded runs, {planted} planted faults, {faults.Count} runs that failed");
        Assert.True(faults.IsEmpty, string.Join("\n", faults.Order(StringComparer.Ordinal).Take(5)));
    }
}
