using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using EdgeKube.Controller.Tests.Fleet;
using EdgeKube.Controller.Tests.Security;
using EdgeKube.Link;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.Controller.Tests.Impersonation;

/// <summary>
/// Strangers in numbers. The bound: 256 connections that have not authenticated, each with a packet of 64 KiB at most and the buffers of a TLS
/// handshake, are 32 MiB; the rest is closed before anything is allocated for it. The sockets of the strangers are in this process too.
/// </summary>
public sealed class FloodTests(Site site, ITestOutputHelper output) : IClassFixture<Site>
{
    private const int Connections = 10_000;
    private const int Wave = 1_000;
    private const long Bound = 96L << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // A TLS record that says it holds 16 KiB, and holds nothing.
    private static readonly byte[] HalfHandshake = [0x16, 3, 1, 0x40, 0];

    // CONNECT and PUBLISH of 256 MiB.
    private static readonly byte[] HugeConnect = [0x10, 0xff, 0xff, 0xff, 0x7f, 0, 4];
    private static readonly byte[] HugePublish = [0x32, 0xff, 0xff, 0xff, 0x7f, 0, 4];

    [Fact]
    public async Task HalfOpen_TenThousandConnections_CostBoundedMemoryAndDisturbNobody()
    {
        var before = Memory();
        var (peak, slowest) = (0L, TimeSpan.Zero);
        for (var wave = 0; wave < Connections / Wave; wave++)
        {
            var sockets = Enumerable.Range(wave * Wave, Wave).Select(Open).ToArray();
            var asked = Stopwatch.GetTimestamp();
            await site.Victim.ReportAsync(site.Victim.OfSelf(capacity: wave + 1, isFenced: false));
            await FleetRig.Until(() => site.Victim.IsInSync);
            Assert.Equal(200, (await site.Administrator.AskAsync("GET", "/api/v1/nodes/n2")).Code);
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(asked).Ticks));
            peak = Math.Max(peak, Memory());
            Array.ForEach(sockets, socket => socket?.Dispose());
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"figure: half-open connections {Connections}: memory {(peak - before) / 1048576.0:F1} MiB at most (bound {Bound >> 20} MiB), slowest report and request of others {slowest.TotalMilliseconds:F0} ms"));
        Assert.InRange(peak - before, long.MinValue, Bound);
        Assert.Empty(site.Victim.Effects.OfType<LinkEffect.SessionEnded>());
    }

    [Fact]
    public async Task SlowOrHuge_BeforeAndAfterConnect_IsCutOff()
    {
        // As many as may wait from one source, all of them a byte at a time.
        var slow = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SecureAsync(HugeConnect.AsMemory(0, 1))));
        await using var huge = await SecureAsync(HugeConnect);
        await ClosedAsync(huge);

        Stream? stream = null;
        var attacker = site.Attackers[1];
        var options = attacker.Options with
        {
            ClientId = "huge",
            Connector = async (server, token) => stream = await Broker.SecureClient.OpenAsync(server, attacker.Options.Tls!, _ => { }, token),
        };
        await using var client = new EdgeKube.Mqtt.MqttClient(options, new Broker.RecordingHandler());

        // It tries again where the door takes no more from this source for the moment.
        using var limit = new CancellationTokenSource(Limit);
        client.Start();
        await client.WaitForConnectedAsync(limit.Token);
        var before = GC.GetTotalMemory(false);
        var own = stream!;
        await TryWriteAsync(own, HugePublish);
        await Eventually.True(() => !client.IsConnected || stream != own, Limit);
        Assert.InRange(GC.GetTotalMemory(false) - before, long.MinValue, 16 << 20);

        foreach (var one in slow)
        {
            await ClosedAsync(one);
            await one.DisposeAsync();
        }

        Assert.Equal(200, (await site.Administrator.AskAsync("GET", "/api/v1/nodes/n2")).Code);
    }

    // Each from another source, so that the limits for one source are not what helps. Some say nothing, some begin a handshake.
    private Socket? Open(int number)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(new IPAddress([127, 1, (byte)(number / 250), (byte)((number % 250) + 1)]), 0));
            socket.Connect(IPAddress.Loopback, site.Door.Port);
            if (number % 2 == 0)
            {
                socket.Send(HalfHandshake);
            }

            return socket;
        }
        catch (SocketException)
        {
            // Closed on us already, as most are.
            socket.Dispose();
            return null;
        }
    }

    // The flood of another test may have used up the rate of this address.
    private async Task<SslStream> SecureAsync(ReadOnlyMemory<byte> first)
    {
        SslStream? stream = null;
        await Eventually.True(async () => (stream = await FindSecureAsync()) is not null, Limit);
        await TryWriteAsync(stream!, first);
        return stream!;
    }

    // The door may have cut it off before all of it was written.
    private static async Task TryWriteAsync(Stream stream, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await stream.WriteAsync(bytes);
        }
        catch (IOException)
        {
            // That is what the test waits for.
        }
    }

    private async Task<SslStream?> FindSecureAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, site.Door.Port);
        var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsClientAsync(TrustClient.Tls(site.Door.Host.Trust.Authority.Trusted, null));
            return stream;
        }
        catch (IOException)
        {
            await stream.DisposeAsync();
            return null;
        }
    }

    private static async Task ClosedAsync(Stream stream)
    {
        using var limit = new CancellationTokenSource(Limit);
        var buffer = new byte[256];
        try
        {
            while (await stream.ReadAsync(buffer, limit.Token) > 0)
            {
                // What is said before the end does not matter.
            }
        }
        catch (IOException)
        {
            // As good as the end.
        }
    }

    private static long Memory()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
