using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Tests.Runtime.Http2;

/// <summary>Large, many and long calls against a server that we did not write.</summary>
public sealed class EchoTests(EchoServer server) : IClassFixture<EchoServer>, IDisposable
{
    private readonly HttpGrpcTransport _transport = new(server.Socket, TimeProvider.System);

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task Call_ManyMegabytesBothWays_ComeBackWhole()
    {
        var sent = RandomBytes(1, 16 << 20);
        using var exchange = _transport.Open("/echo", [], sent, default);

        AssertSame(sent, await ReadAllAsync(exchange));
        Assert.Equal("0", exchange.FindTrailer("grpc-status"));
        Assert.Equal(20_000, exchange.FindTrailer("x-long")?.Length);
    }

    [Fact]
    public async Task Call_MoreAtOnceThanTheServerAllows_AllAnswered()
    {
        var calls = Enumerable.Range(0, 500).Select(async i =>
        {
            var sent = RandomBytes(i, 5000);
            using var exchange = _transport.Open("/echo", [], sent, default);
            AssertSame(sent, await ReadAllAsync(exchange));
            Assert.Equal("0", exchange.FindTrailer("grpc-status"));
        });

        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task Duplex_TurnByTurn_EveryMessageComesBackBeforeTheNext()
    {
        using var exchange = _transport.Open("/echo", [], null, default);
        var body = await exchange.GetBodyAsync(default);
        for (var i = 0; i < 100; i++)
        {
            var sent = RandomBytes(i, 1 + (i * 300));
            await exchange.SendAsync(sent, default);
            var received = new byte[sent.Length];
            await body.ReadExactlyAsync(received);
            Assert.Equal(sent, received);
        }

        exchange.CompleteSending();

        Assert.Equal(0, await body.ReadAsync(new byte[1]));
        Assert.Equal("0", exchange.FindTrailer("grpc-status"));
    }

    /// <summary>Together they fill more than the connection's window.</summary>
    [Fact]
    public async Task Calls_ManyThatAreNotRead_DoNotHoldUpTheOthers()
    {
        var lazy = Enumerable.Range(0, 20).Select(i => _transport.Open("/echo", [], RandomBytes(i, 80_000), default)).ToList();
        foreach (var exchange in lazy)
        {
            await exchange.GetBodyAsync(default);
        }

        var sent = RandomBytes(2, 4 << 20);
        using var busy = _transport.Open("/echo", [], sent, default);

        AssertSame(sent, await ReadAllAsync(busy));
        AssertSame(RandomBytes(7, 80_000), await ReadAllAsync(lazy[7]));
        lazy.ForEach(exchange => exchange.Dispose());
    }

    private static byte[] RandomBytes(int seed, int count)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Not by xunit's comparer, which takes a minute for megabytes.</summary>
    private static void AssertSame(byte[] sent, byte[] received) => Assert.True(sent.AsSpan().SequenceEqual(received), $"{sent.Length} bytes became {received.Length} others");

    private static async Task<byte[]> ReadAllAsync(IGrpcExchange exchange)
    {
        var received = new MemoryStream();
        await (await exchange.GetBodyAsync(default)).CopyToAsync(received);
        return received.ToArray();
    }
}
