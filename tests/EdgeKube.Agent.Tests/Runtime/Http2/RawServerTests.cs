using System.Buffers.Binary;
using EdgeKube.Agent.Protos.Cri;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;
using EdgeKube.Agent.Runtime.Http2.Frames;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Runtime.Http2;

/// <summary>The protocol's turns that a well-behaved server takes rarely.</summary>
public sealed class RawServerTests : IDisposable
{
    private static readonly byte[] VersionAnswer = ServerFrames.VersionMessage("raw");

    private readonly RawServer _server = new();
    private readonly GrpcChannel _channel;

    public RawServerTests() => _channel = new GrpcChannel(_server.Transport, TimeProvider.System);

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Call_ServerGoesAway_EarlierCallsEndWellAndTheNextConnectsAnew()
    {
        var first = CallAsync();
        using var old = await _server.AcceptAndGreetAsync();
        await old.ReadAsync(FrameType.Data);
        var second = CallAsync();
        await old.ReadAsync(FrameType.Data);

        await old.SendAsync(ServerFrames.GoAway(1, Http2ErrorCode.NoError));
        var failure = await Assert.ThrowsAsync<RuntimeException>(() => second);
        var third = CallAsync();
        using var next = await _server.AcceptAndGreetAsync();
        await old.SendAsync(ServerFrames.Answer(1, VersionAnswer));
        await next.SendAsync(ServerFrames.Answer((await next.ReadAsync(FrameType.Data)).Header.StreamId, VersionAnswer));

        Assert.Equal(RuntimeErrorCode.Unavailable, failure.Code);
        Assert.Equal("raw", (await first).RuntimeName);
        Assert.Equal("raw", (await third).RuntimeName);
        await old.DrainAsync();
    }

    [Fact]
    public async Task Call_ServerClosesBetweenCalls_NextConnectsAnew()
    {
        for (var i = 0; i < 3; i++)
        {
            var call = CallAsync();
            using var connection = await _server.AcceptAndGreetAsync();
            await connection.ReadAsync(FrameType.Data);
            await connection.SendAsync(ServerFrames.Answer(1, VersionAnswer), ServerFrames.GoAway(1, Http2ErrorCode.NoError));

            Assert.Equal("raw", (await call).RuntimeName);
            await connection.DrainAsync();
        }
    }

    [Fact]
    public async Task Call_WindowsAreSmall_NeverMoreThanAllowedIsSent()
    {
        const uint Window = 10;
        var sent = new byte[1000];
        new Random(1).NextBytes(sent);
        using var exchange = _server.Transport.Open("/x", [], sent, default);
        using var connection = await _server.AcceptAndGreetAsync((4, Window));

        var received = new List<byte>();
        while (received.Count < sent.Length)
        {
            var (header, data) = await connection.ReadAsync(FrameType.Data);
            received.AddRange(data);
            Assert.InRange(received.Count % Window == 0 ? Window : received.Count % Window, 1u, Window);
            Assert.Equal(received.Count == sent.Length, header.Has(FrameFlags.EndStream));
            Assert.True(received.Count % Window == 0 || received.Count == sent.Length);
            await connection.SendAsync(ServerFrames.WindowUpdate(1, Window));
        }

        Assert.Equal(sent, received);
    }

    [Fact]
    public async Task Call_ConnectionWindowIsUsedUp_WaitsForTheServer()
    {
        const int InitialWindow = 65535;
        using var exchange = _server.Transport.Open("/x", [], new byte[InitialWindow + 1], default);
        using var connection = await _server.AcceptAndGreetAsync((4, int.MaxValue));

        var received = 0;
        while (received < InitialWindow)
        {
            received += (await connection.ReadAsync(FrameType.Data)).Payload.Length;
        }

        await connection.SendAsync(ServerFrames.Ping());
        await connection.ReadAsync(FrameType.Ping);
        await connection.SendAsync(ServerFrames.WindowUpdate(0, 1));
        var (last, rest) = await connection.ReadAsync(FrameType.Data);

        Assert.Equal(InitialWindow, received);
        Assert.Single(rest);
        Assert.True(last.Has(FrameFlags.EndStream));
    }

    [Fact]
    public async Task Call_WindowIsLoweredBelowZero_WaitsUntilItIsPositive()
    {
        var call = _server.Transport.Open("/x", [], null, default);
        using var connection = await _server.AcceptAndGreetAsync((4, 100));
        await call.SendAsync(new byte[80], default);
        await connection.ReadAsync(FrameType.Data);
        await connection.SendAsync(ServerFrames.Settings((4, 10)), ServerFrames.Ping());
        await connection.ReadAsync(FrameType.Ping);

        var sending = call.SendAsync(new byte[5], default).AsTask();
        await connection.SendAsync(ServerFrames.WindowUpdate(1, 70), ServerFrames.Ping());
        await connection.ReadAsync(FrameType.Ping);
        Assert.False(sending.IsCompleted);
        await connection.SendAsync(ServerFrames.WindowUpdate(1, 5));

        Assert.Equal(5, (await connection.ReadAsync(FrameType.Data)).Payload.Length);
        await sending;
        call.Dispose();
    }

    [Fact]
    public async Task Call_Cancelled_ServerIsTold()
    {
        using var cancel = new CancellationTokenSource();
        var call = CallAsync(cancel.Token);
        using var connection = await _server.AcceptAndGreetAsync();
        await connection.ReadAsync(FrameType.Data);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var (header, payload) = await connection.ReadAsync(FrameType.RstStream);
        Assert.Equal(1, header.StreamId);
        Assert.Equal((uint)Http2ErrorCode.Cancel, BinaryPrimitives.ReadUInt32BigEndian(payload));

        // What still arrives for the stream means nothing.
        await connection.SendAsync(ServerFrames.Answer(1, VersionAnswer));
        var next = CallAsync();
        await connection.ReadAsync(FrameType.Data);
        await connection.SendAsync(ServerFrames.Answer(3, VersionAnswer));
        Assert.Equal("raw", (await next).RuntimeName);
    }

    [Fact]
    public async Task Call_ServerAllowsOneStream_CallsWaitForEachOther()
    {
        var first = CallAsync();
        using var connection = await _server.AcceptAndGreetAsync((3, 1));
        await connection.ReadAsync(FrameType.Data);
        var second = CallAsync();
        await connection.SendAsync(ServerFrames.Ping());
        var (next, _) = await connection.ReadAsync(FrameType.Ping);

        await connection.SendAsync(ServerFrames.Answer(1, VersionAnswer));
        Assert.Equal("raw", (await first).RuntimeName);
        (next, _) = await connection.ReadAsync(FrameType.Data);
        Assert.Equal(3, next.StreamId);
        await connection.SendAsync(ServerFrames.Answer(3, VersionAnswer));
        Assert.Equal("raw", (await second).RuntimeName);
    }

    [Fact]
    public async Task Call_ServerResets_IsUnavailable()
    {
        var call = CallAsync();
        using var connection = await _server.AcceptAndGreetAsync();
        await connection.ReadAsync(FrameType.Data);

        await connection.SendAsync(ServerFrames.Reset(1, Http2ErrorCode.RefusedStream));

        var failure = await Assert.ThrowsAsync<RuntimeException>(() => call);
        Assert.Equal(RuntimeErrorCode.Unavailable, failure.Code);
    }

    [Fact]
    public async Task Call_ServerAnswersBeforeTheRequestEnds_AnswerIsReadAndSendingFails()
    {
        using var exchange = _server.Transport.Open("/x", [], null, default);
        using var connection = await _server.AcceptAndGreetAsync((4, 0));
        var sending = exchange.SendAsync(new byte[10], default).AsTask();
        await connection.ReadAsync(FrameType.Headers);

        await connection.SendAsync(ServerFrames.Headers(1, isEnd: true, (":status", "200"), ("grpc-status", "6"), ("grpc-message", "there%20already")));

        await Assert.ThrowsAsync<IOException>(() => sending);
        await exchange.GetBodyAsync(default);
        Assert.Equal("6", exchange.FindTrailer("grpc-status"));
        Assert.Equal((uint)Http2ErrorCode.NoError, BinaryPrimitives.ReadUInt32BigEndian((await connection.ReadAsync(FrameType.RstStream)).Payload));
    }

    [Fact]
    public async Task Call_ServerNeverIntroducesItself_IsUnavailableAfterALimit()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        using var transport = new HttpGrpcTransport(_server.ConnectAsync, time);
        using var channel = new GrpcChannel(transport, TimeProvider.System);
        var call = channel.CallAsync(CriMethods.Version, new VersionRequest(), new GrpcCallOptions(), default);
        using var connection = await _server.AcceptAsync();
        await connection.ReadPrefaceAsync();

        time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(RuntimeErrorCode.Unavailable, (await Assert.ThrowsAsync<RuntimeException>(() => call)).Code);
        await connection.DrainAsync();
    }

    private Task<VersionResponse> CallAsync(CancellationToken cancellationToken = default) =>
        _channel.CallAsync(CriMethods.Version, new VersionRequest(), new GrpcCallOptions(), cancellationToken);
}
