using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd;

/// <summary>
/// What the link costs, in bytes of whole IP packets of both directions, as the node's network namespace counts them: coming back, an assignment, and
/// how near <c>edgectl top link</c> comes to it.
/// </summary>
public sealed class LinkWireTests(Cluster cluster, ITestOutputHelper output) : IClassFixture<Cluster>
{
    private const int Times = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private long _handshakes;

    [Fact]
    public async Task Wire_ReconnectAndAssignment_CostLittleAndAreCounted()
    {
        var controller = cluster.NodeDoor;
        await using var link = new FlappingLink(controller.Address, new IPEndPoint(controller.Address, controller.Port), seed: 1);
        await cluster.LeadOverAsync(link);
        await cluster.MustApplyAsync(Manifests.Configured("settings", Text(0)));
        await cluster.RunningAsync(1);
        var (wire, shown) = (await cluster.QuietWireAsync(), await ShownAsync());

        await ReconnectAsync(link);
        await AssignAsync();

        var handshakes = _handshakes;
        var (spent, counted) = (await cluster.QuietWireAsync() - wire - handshakes, await ShownAsync() - shown);
        output.WriteLine($"figure: edgectl top link counted {counted} bytes of {spent} on the wire, ratio {counted / (double)spent:F2}");
        Assert.InRange(counted / (double)spent, 0.67, 1.5);
    }

    private async Task ReconnectAsync(FlappingLink link)
    {
        var (bare, whole) = (new List<double>(), new List<double>());
        for (var i = 0; i < Times; i++)
        {
            bare.Add(await SpentAsync(() => cluster.ControlAsync("tls-handshake")));
            whole.Add(await SpentAsync(async () =>
            {
                var answered = link.Connections.Answered;
                link.Turn(Weather.Cut);
                link.Turn(Weather.Fair);
                await Eventually.True(() => link.Connections.Answered > answered, Limit);
            }));
        }

        _handshakes = (long)bare.Sum();
        var (handshake, reconnect) = (Percentile.Median(bare), Percentile.Median(whole));
        output.WriteLine($"figure: wire, reconnect with nothing changed: {reconnect:F0} bytes, the TLS handshake alone {handshake:F0}, above it {reconnect - handshake:F0} (aim: 1024)");
        Assert.True(reconnect > handshake);
    }

    private async Task AssignAsync()
    {
        var above = new List<double>();
        for (var i = 1; i <= Times; i++)
        {
            var text = Text(i);
            var spent = await SpentAsync(() => cluster.MustApplyAsync($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: settings}}\ndata: {{text: \"{text}\"}}\n"));
            above.Add(spent - Deflated($"{{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{{\"name\":\"settings\",\"namespace\":\"default\"}},\"data\":{{\"text\":\"{text}\"}}}}"));
        }

        output.WriteLine($"figure: wire, an assignment above its compressed payload: {Percentile.Median(above):F0} bytes of IP in both directions, two acknowledged messages with their TCP acknowledgements");
        Assert.All(above, bytes => Assert.True(bytes > 0));
    }

    private async Task<long> SpentAsync(Func<Task> during)
    {
        var before = await cluster.QuietWireAsync();
        await during();
        return await cluster.QuietWireAsync() - before;
    }

    // The column TOTAL.
    private async Task<long> ShownAsync()
    {
        var rows = (await cluster.MustAsync("top", "link", "n1")).Split('\n');
        var columns = rows[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var total = rows[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[Array.IndexOf(columns, "TOTAL")];
        var factor = total[^2..] switch { "Ki" => 1 << 10, "Mi" => 1 << 20, _ => 1 };
        return (long)(double.Parse(total.TrimEnd('K', 'M', 'i'), CultureInfo.InvariantCulture) * factor);
    }

    private static string Text(int seed)
    {
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, 200).Select(_ => $"setting-{random.Next(100)} "));
    }

    private static long Deflated(string text)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.Length;
    }
}
