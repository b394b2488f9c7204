using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd;

/// <summary>
/// What the link costs, in bytes of whole IP packets between the node and the controller, each packet looked at: coming back, an assignment, and how near
/// <c>edgectl top link</c> comes to it.
/// </summary>
public sealed class LinkWireTests(Cluster cluster, ITestOutputHelper output) : IClassFixture<Cluster>
{
    private const int Times = 3;
    private const int MostForReconnect = 1024;
    private const int MostForAssignment = 150;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Wire_ReconnectAndAssignment_CostLittleAndAreCounted()
    {
        var controller = cluster.NodeDoor;
        await using var link = new FlappingLink(controller.Address, new IPEndPoint(controller.Address, controller.Port), seed: 1);
        await cluster.LeadOverAsync(link);
        await cluster.MustApplyAsync(Manifests.Configured("settings", Text(0)));
        await cluster.RunningAsync(1);
        var (wire, shown) = (await cluster.QuietWireAsync(), await ShownAsync());
        using var capture = cluster.Capture();

        await ReconnectAsync(capture, link);
        await AssignConfigAsync(capture);
        await AssignPodsAsync(capture);

        var (spent, counted) = (await cluster.QuietWireAsync() - wire, await ShownAsync() - shown);
        output.WriteLine($"figure: edgectl top link counted {counted} bytes of {spent} on the wire, ratio {counted / (double)spent:F2}");
        Assert.InRange(counted / (double)spent, 0.67, 1.5);
    }

    // Whatever follows the client's last message of TLS' handshake, until it is quiet: both directions, acknowledgements of TCP and all.
    private async Task ReconnectAsync(PacketCapture capture, FlappingLink link)
    {
        var (handshake, above) = (new List<double>(), new List<double>());
        for (var i = 0; i < Times; i++)
        {
            var answered = link.Connections.Answered;
            var packets = await DuringAsync(capture, async () =>
            {
                link.Turn(Weather.Cut);
                link.Turn(Weather.Fair);
                await Eventually.True(() => link.Connections.Answered > answered, Limit);
            });
            var last = packets.Last(packet => packet.EndsHandshake);
            var connection = packets.Where(packet => packet.NodePort == last.NodePort).ToList();
            var end = connection.IndexOf(last) + 1;
            handshake.Add(connection.Take(end).Sum(packet => packet.IpBytes));
            above.Add(connection.Skip(end).Sum(packet => packet.IpBytes));
        }

        var median = Percentile.Median(above);
        output.WriteLine($"figure: wire, reconnect with nothing changed: {median:F0} bytes in both directions after the handshakes of TCP and TLS (aim: {MostForReconnect}), which take {Percentile.Median(handshake):F0}");

        // What else is said meanwhile, such as a status that changed, only adds to it.
        Assert.InRange(above.Min(), 1, MostForReconnect);
    }

    private async Task AssignConfigAsync(PacketCapture capture)
    {
        var above = new List<Assignment>();
        for (var i = 1; i <= Times; i++)
        {
            var text = Text(i);
            var packets = await DuringAsync(
                capture, () => cluster.MustApplyAsync($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: settings}}\ndata: {{text: \"{text}\"}}\n"));
            above.Add(Assignment.Of(packets, Deflated($"{{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{{\"name\":\"settings\",\"namespace\":\"default\"}},\"data\":{{\"text\":\"{text}\"}}}}")));
        }

        Print("a ConfigMap", above);
    }

    // The largest packet toward the node is the assignment: what comes after it there acknowledges the pod's statuses. Without a token, which is
    // another object, made for the node alone.
    private async Task AssignPodsAsync(PacketCapture capture)
    {
        var above = new List<Assignment>();
        for (var i = 1; i <= Times; i++)
        {
            var name = $"assigned-{i}";
            var packets = await DuringAsync(capture, async () =>
            {
                await cluster.MustApplyAsync(Manifests.Pod(name, """[sleep, "100000"]""").Replace("spec:\n", "spec:\n  automountServiceAccountToken: false\n", StringComparison.Ordinal));
                await cluster.RunningAsync(1 + i);
            });
            var pod = JsonNode.Parse(await cluster.MustAsync("get", "pod", name, "-o", "json"))!.AsObject();
            pod.Remove("status");
            pod["metadata"]!.AsObject().Remove("managedFields");
            pod["metadata"]!.AsObject().Remove("resourceVersion");
            above.Add(Assignment.Of([packets.Where(packet => packet.ToNode).MaxBy(packet => packet.IpBytes)!], Deflated(pod.ToJsonString())));
        }

        Print("a pod", above);
    }

    private void Print(string what, List<Assignment> above)
    {
        output.WriteLine(
            $"figure: wire, assignment of {what}, above its compressed payload (median): the packets that carry it {Percentile.Median(above.Select(one => one.Carrying)):F0} bytes of IP (aim: {MostForAssignment}), "
            + $"all toward the node {Percentile.Median(above.Select(one => one.ToNode)):F0}, both directions with the node's answer {Percentile.Median(above.Select(one => one.All)):F0}");
        Assert.True(above.Min(one => one.Carrying) <= MostForAssignment, string.Join('\n', above));
    }

    // It is quiet before: so the last one left it.
    private async Task<IReadOnlyList<TcpPacket>> DuringAsync(PacketCapture capture, Func<Task> action)
    {
        capture.Take();
        await action();
        await cluster.QuietWireAsync();
        return capture.Take();
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

    private sealed record Assignment(double Carrying, double ToNode, double All)
    {
        public static Assignment Of(IReadOnlyList<TcpPacket> packets, long payload) => new(
            packets.Where(packet => packet.ToNode && packet.PayloadBytes > 0).Sum(packet => packet.IpBytes) - payload,
            packets.Where(packet => packet.ToNode).Sum(packet => packet.IpBytes) - payload,
            packets.Sum(packet => packet.IpBytes) - payload);
    }
}
