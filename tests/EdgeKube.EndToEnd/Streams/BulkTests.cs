using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using EdgeKube.EndToEnd.Harness;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd.Streams;

/// <summary>A bulk stream and the rest of the link, over one connection.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class BulkTests(StreamCluster cluster, ITestOutputHelper output) : IClassFixture<StreamCluster>
{
    private const int Size = 100 << 20;
    private const int Rounds = 5;

    [Fact]
    public async Task Exec_HundredMebibytes_ArriveWholeAndPodsStartMeanwhile()
    {
        var file = Path.Combine(cluster.Directory, "bulk");
        var bytes = RandomNumberGenerator.GetBytes(Size);
        await File.WriteAllBytesAsync(file, bytes);

        var quiet = await MedianStartAsync("quiet");
        var started = Stopwatch.GetTimestamp();
        using var measured = new CancellationTokenSource();
        var copying = CopyAsync(file, measured.Token);
        var busy = await MedianStartAsync("busy");
        await measured.CancelAsync();
        var copies = await copying;

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.All(copies, copy => Assert.StartsWith(hash, copy.Output, StringComparison.Ordinal));
        var rate = (double)copies.Count * Size / Stopwatch.GetElapsedTime(started).TotalSeconds / (1 << 20);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"figure: from apply to Succeeded with 100 MiB through an exec, against without: {busy / quiet:F2} times ({rate:F1} MiB/s)"));
    }

    // Again and again until then: which takes longer, a copy or the start of the pods, depends on the machine.
    private async Task<IReadOnlyList<ShellResult>> CopyAsync(string file, CancellationToken until)
    {
        var copies = new List<ShellResult>();
        do
        {
            copies.Add(await cluster.RunAsync("sh", ["-c", "kubectl exec -i box -- sh -c 'cat > /tmp/bulk; sha256sum /tmp/bulk' < \"$0\"", file], null));
        }
        while (!until.IsCancellationRequested);
        return copies;
    }

    private async Task<double> MedianStartAsync(string name)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var pod = $"{name}-{round}";
            var started = Stopwatch.GetTimestamp();
            await cluster.MustApplyAsync(Manifests.Pod(pod, "[\"true\"]") + "\n  restartPolicy: Never");
            await cluster.UntilAsync(async () => (await cluster.PodsAsync()).Any(one => one.Name == pod && one.Phase == "Succeeded"));
            times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return times.Order().ElementAt(Rounds / 2);
    }
}
