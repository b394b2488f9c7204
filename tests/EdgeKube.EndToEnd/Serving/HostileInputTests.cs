using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>Whatever is sent to the HTTP doors: a clear answer, or a cost that is bounded and printed; others are served meanwhile.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class HostileInputTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int IdleWatches = 10_000;
    private const int HalfOpen = 3_000;

    // A socket, its buffers in Kestrel and the state of a watch.
    private const long MostPerWatchKiB = 48;
    private const long MostForHalfOpenKiB = 64 << 10;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly ServedController _served = new();

    public async Task InitializeAsync() => await _served.StartAsync();

    public Task DisposeAsync()
    {
        _served.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Post_HostileBody_IsRefusedClearlyAndCostsLittle()
    {
        var before = ProcessFigures.PeakRss(_served.Controller.Pid);
        var faults = new List<string>();
        foreach (var (name, body) in HostileBodies.All)
        {
            var since = Stopwatch.GetTimestamp();
            var (code, message) = await PostAsync(body);
            var took = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            output.WriteLine($"{name}: {code} after {took:F0} ms: {message[..Math.Min(message.Length, 160)]}");
            if (code != body.Code || !message.Contains(body.Says, StringComparison.Ordinal))
            {
                faults.Add($"{name}: {code} {message}");
            }
        }

        var peak = ProcessFigures.PeakRss(_served.Controller.Pid) - before;
        output.WriteLine($"figure: {HostileBodies.All.Count} hostile bodies: memory {peak >> 10} MiB at most");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True((await _served.SendAsync("GET", "/version")).Code == 200);
    }

    [Theory]
    [InlineData("?labelSelector=", 20_000, "a")]
    [InlineData("?labelSelector=", 3_000, "a%3Db,")]
    [InlineData("?fieldSelector=", 3_000, "metadata.name%3Da,")]
    [InlineData("?x=", 200_000, "a")]
    public async Task Get_HugeQuery_IsAnsweredWith4xxOrAList(string start, int times, string part)
    {
        var target = ServedController.ConfigMaps + start + string.Concat(Enumerable.Repeat(part, times));

        // Not by a client that gives up when it cannot send all of it: the answer may come before.
        var answer = await RawHttp.SendAsync(_served.Address.Port, Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));

        Assert.Matches(@"^HTTP/1\.1 [24]\d\d ", answer);
        Assert.Equal(200, (await _served.SendAsync("GET", "/version")).Code);
    }

    [Fact]
    public async Task Connect_ThousandsOfHalfHandshakes_CostsBoundedMemoryAndDisturbsNobody()
    {
        var before = ProcessFigures.Pss(_served.Controller.Pid);
        var sockets = new List<Socket>();
        for (var i = 0; i < HalfOpen; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(new IPAddress([127, 2, (byte)(i / 250), (byte)((i % 250) + 1)]), 0));
            await socket.ConnectAsync(IPAddress.Loopback, _served.SecureAddress.Port);
            TrySend(socket);
            sockets.Add(socket);
        }

        var peak = ProcessFigures.Pss(_served.Controller.Pid);
        Assert.Equal(200, (await _served.SendAsync("GET", "/version")).Code);
        output.WriteLine($"figure: {HalfOpen} half-open TLS handshakes cost {(peak - before) / 1024.0:F1} MiB (bound {MostForHalfOpenKiB >> 10} MiB)");
        Assert.InRange(peak - before, long.MinValue, MostForHalfOpenKiB);
        sockets.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task Watch_TenThousandIdle_CostBoundedMemory()
    {
        var path = SoakObjects.WatchPath(await SoakObjects.RevisionAsync(_served));
        var before = ProcessFigures.Pss(_served.Controller.Pid);
        var watches = new LineWatch[IdleWatches];
        for (var i = 0; i < IdleWatches; i++)
        {
            watches[i] = await LineWatch.OpenAsync(_served.Address, path, CancellationToken.None);
        }

        var cost = (ProcessFigures.Pss(_served.Controller.Pid) - before) / (double)IdleWatches;
        var since = Stopwatch.GetTimestamp();
        await SoakObjects.CreateAsync(_served, 1);
        output.WriteLine($"figure: {IdleWatches} idle watches cost {cost:F1} KiB each (bound {MostPerWatchKiB}); a create with all of them interested takes {Stopwatch.GetElapsedTime(since).TotalMilliseconds:F0} ms");
        Assert.InRange(cost, double.MinValue, MostPerWatchKiB);
        Array.ForEach(watches, watch => watch.Dispose());
        await Eventually.True(async () => (await _served.SendAsync("GET", "/version")).Code == 200, Limit);
    }

    private async Task<(int Code, string Message)> PostAsync(HostileBody body)
    {
        using var content = new ByteArrayContent(body.Bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", body.ContentType);
        using var response = await _served.Client.PostAsync(ServedController.ConfigMaps + body.Query, content);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, (string?)JsonNode.Parse(text)!["message"] ?? text);
    }

    private static void TrySend(Socket socket)
    {
        try
        {
            socket.Send([0x16, 3, 1, 0x40, 0]);
        }
        catch (SocketException)
        {
            // Closed on us already, as most are.
        }
    }
}
