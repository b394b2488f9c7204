using System.Diagnostics;
using System.Globalization;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd;

/// <summary>
/// A large object over a slow link that drops again and again arrives because each connection goes on where the last one ended.
/// <c>./build.sh torture resume</c> is the long form: 1 MiB over 64 kbit/s, cut every 20 s.
/// </summary>
public sealed class ResumeTests(Cluster cluster, ITestOutputHelper output) : IClassFixture<Cluster>
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const double MostSent = 1.5;

    // Sixty-four letters at random: deflated, six bits of each are left.
    private const double Deflated = 0.75;
    private static readonly int Bytes = Number("EDGEKUBE_RESUME_BYTES", 256 << 10);
    private static readonly int BytesPerSecond = Number("EDGEKUBE_RESUME_RATE", 32_000);

    // What passes between two cuts is what the link lets through in so many seconds: how long this machine takes for it changes nothing.
    private static readonly int Between = Number("EDGEKUBE_RESUME_SECONDS", 2) * BytesPerSecond;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60 + (8 * Bytes / BytesPerSecond));

    [Fact]
    public async Task LargeConfigMap_SlowLinkThatDrops_ArrivesWithoutBeginningAnew()
    {
        var random = new Random(1);
        await using var link = new FlappingLink(cluster.NodeDoor.Address, cluster.NodeDoor, seed: 1) { BytesPerSecond = BytesPerSecond };
        await cluster.LeadOverAsync(link);
        link.Turn(Weather.Throttle);
        var before = link.Down;
        var since = Stopwatch.GetTimestamp();
        await CreateAsync(string.Concat(Enumerable.Range(0, Bytes).Select(_ => Letters[random.Next(Letters.Length)])));
        await cluster.MustApplyAsync(Manifests.Configured("large", "").Split("---")[1]);

        var cuts = (int)(Bytes * Deflated / Between);
        for (var cut = 1; cut <= cuts; cut++)
        {
            await ArrivedAsync(() => link.Down - before, (long)cut * Between);
            link.Turn(Weather.Cut);
            link.Turn(Weather.Throttle);
        }

        // The pod cannot start without its ConfigMap.
        await cluster.RunningAsync(1);
        var sent = (link.Down - before) / (Bytes * Deflated);
        output.WriteLine($"figure: a ConfigMap of {Bytes} bytes over {8 * BytesPerSecond / 1000} kbit/s with {cuts} cuts: arrived after {Stopwatch.GetElapsedTime(since).TotalSeconds:F0} s, {sent:F2} of its deflated size sent to the node");
        Assert.True(cuts > 1, "the link is not cut twice");
        Assert.True(sent < MostSent, $"{sent:F2} of its size was sent: it began anew");
    }

    private static async Task ArrivedAsync(Func<long> arrived, long bytes)
    {
        try
        {
            await Eventually.True(() => arrived() > bytes, Limit);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"only {arrived()} bytes reached the node, not {bytes} within {Limit}");
        }
    }

    // Not applied: that would note the whole of it once more in an annotation, which has room for less.
    private async Task CreateAsync(string text)
    {
        var file = Path.Combine(cluster.Directory, "large.json");
        await File.WriteAllTextAsync(file, $"{{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{{\"name\":\"large\"}},\"data\":{{\"text\":\"{text}\"}}}}");
        await cluster.MustAsync("create", "-f", file);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
