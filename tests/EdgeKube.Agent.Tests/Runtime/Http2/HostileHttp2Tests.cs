using EdgeKube.Agent.Protos.Cri;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;
using EdgeKube.Agent.Runtime.Http2;
using EdgeKube.Agent.Runtime.Http2.Frames;

namespace EdgeKube.Agent.Tests.Runtime.Http2;

/// <summary>Servers that break the protocol: the call fails with the reason, the server is told, and the next call is a new beginning.</summary>
public sealed class HostileHttp2Tests : IDisposable
{
    private static readonly byte[] VersionAnswer = ServerFrames.VersionMessage("raw");
    private static readonly byte[] Ok = ServerFrames.Headers(1, isEnd: false, (":status", "200"));

    private readonly RawServer _server = new();
    private readonly GrpcChannel _channel;

    public HostileHttp2Tests() => _channel = new GrpcChannel(_server.Transport, TimeProvider.System);

    public static TheoryData<string, byte[], string> Violations => new()
    {
        { "frame larger than allowed", ServerFrames.Frame(FrameType.Data, FrameFlags.None, 1, new byte[16385]), nameof(Http2ErrorCode.FrameSizeError) },
        { "push", ServerFrames.Frame(FrameType.PushPromise, FrameFlags.EndHeaders, 1, new byte[8]), nameof(Http2ErrorCode.ProtocolError) },
        { "data of a stream never opened", ServerFrames.Data(9, [1]), nameof(Http2ErrorCode.ProtocolError) },
        { "data of the server's own stream", ServerFrames.Data(2, [1]), nameof(Http2ErrorCode.ProtocolError) },
        { "data of the connection", ServerFrames.Data(0, [1]), nameof(Http2ErrorCode.ProtocolError) },
        { "data before headers", ServerFrames.Data(1, [1]), nameof(Http2ErrorCode.ProtocolError) },
        { "headers of the connection", ServerFrames.Headers(0, isEnd: false, (":status", "200")), nameof(Http2ErrorCode.ProtocolError) },
        { "no status", ServerFrames.Headers(1, isEnd: false, ("grpc-status", "0")), nameof(Http2ErrorCode.ProtocolError) },
        { "two statuses", ServerFrames.Headers(1, isEnd: false, (":status", "200"), (":status", "200")), nameof(Http2ErrorCode.ProtocolError) },
        { "a status that is no number", ServerFrames.Headers(1, isEnd: false, (":status", "2x0")), nameof(Http2ErrorCode.ProtocolError) },
        { "interim response as the last", ServerFrames.Headers(1, isEnd: true, (":status", "100")), nameof(Http2ErrorCode.ProtocolError) },
        { "trailers without an end", [.. Ok, .. ServerFrames.Headers(1, isEnd: false, ("grpc-status", "0"))], nameof(Http2ErrorCode.ProtocolError) },
        { "header block that cannot be read", ServerFrames.Frame(FrameType.Headers, FrameFlags.EndHeaders, 1, [0x80]), nameof(Http2ErrorCode.CompressionError) },
        { "header block interrupted", [.. OpenBlock([]), .. ServerFrames.Ping()], nameof(Http2ErrorCode.ProtocolError) },
        { "header block that goes on elsewhere", [.. OpenBlock([]), .. ServerFrames.Frame(FrameType.Continuation, FrameFlags.EndHeaders, 3, [])], nameof(Http2ErrorCode.ProtocolError) },
        { "continuation of nothing", ServerFrames.Frame(FrameType.Continuation, FrameFlags.EndHeaders, 1, []), nameof(Http2ErrorCode.ProtocolError) },
        { "header block without an end", EndlessBlock(), nameof(Http2ErrorCode.EnhanceYourCalm) },
        { "padding longer than the frame", ServerFrames.Frame(FrameType.Data, FrameFlags.Padded, 1, [2, 0]), nameof(Http2ErrorCode.ProtocolError) },
        { "padding without a length", ServerFrames.Frame(FrameType.Data, FrameFlags.Padded, 1, []), nameof(Http2ErrorCode.FrameSizeError) },
        { "priority cut off", ServerFrames.Frame(FrameType.Headers, FrameFlags.Priority | FrameFlags.EndHeaders, 1, [0, 0]), nameof(Http2ErrorCode.FrameSizeError) },
        { "more data than the window", [.. Ok, .. Enumerable.Repeat(ServerFrames.Data(1, new byte[16384]), 5).SelectMany(f => f)], nameof(Http2ErrorCode.FlowControlError) },
        { "stream window too large", ServerFrames.WindowUpdate(1, int.MaxValue), nameof(Http2ErrorCode.FlowControlError) },
        { "connection window too large", ServerFrames.WindowUpdate(0, int.MaxValue), nameof(Http2ErrorCode.FlowControlError) },
        { "initial window too large", ServerFrames.Settings((4, 0x80000000)), nameof(Http2ErrorCode.FlowControlError) },
        { "window that grows by nothing", ServerFrames.WindowUpdate(0, 0), nameof(Http2ErrorCode.ProtocolError) },
        { "window of the wrong size", ServerFrames.Frame(FrameType.WindowUpdate, FrameFlags.None, 0, new byte[3]), nameof(Http2ErrorCode.FrameSizeError) },
        { "settings of the wrong size", ServerFrames.Frame(FrameType.Settings, FrameFlags.None, 0, new byte[7]), nameof(Http2ErrorCode.FrameSizeError) },
        { "settings of a stream", ServerFrames.Frame(FrameType.Settings, FrameFlags.None, 1, []), nameof(Http2ErrorCode.ProtocolError) },
        { "acknowledgement with settings", ServerFrames.Frame(FrameType.Settings, FrameFlags.Acknowledge, 0, new byte[6]), nameof(Http2ErrorCode.FrameSizeError) },
        { "server that wants pushes", ServerFrames.Settings((2, 1)), nameof(Http2ErrorCode.ProtocolError) },
        { "frames too small", ServerFrames.Settings((5, 100)), nameof(Http2ErrorCode.ProtocolError) },
        { "ping of the wrong size", ServerFrames.Frame(FrameType.Ping, FrameFlags.None, 0, new byte[7]), nameof(Http2ErrorCode.FrameSizeError) },
        { "ping of a stream", ServerFrames.Frame(FrameType.Ping, FrameFlags.None, 1, new byte[8]), nameof(Http2ErrorCode.ProtocolError) },
        { "reset of the wrong size", ServerFrames.Frame(FrameType.RstStream, FrameFlags.None, 1, new byte[5]), nameof(Http2ErrorCode.FrameSizeError) },
        { "reset of a stream never opened", ServerFrames.Reset(3, Http2ErrorCode.Cancel), nameof(Http2ErrorCode.ProtocolError) },
        { "end of the connection cut off", ServerFrames.Frame(FrameType.GoAway, FrameFlags.None, 0, new byte[7]), nameof(Http2ErrorCode.FrameSizeError) },
    };

    public void Dispose() => _server.Dispose();

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task Call_ServerBreaksTheProtocol_FailsAndTheNextOneWorks(string what, byte[] bytes, string expected)
    {
        Assert.NotEmpty(what);
        var call = CallAsync();
        using (var connection = await _server.AcceptAndGreetAsync())
        {
            await connection.ReadAsync(FrameType.Data);
            await connection.SendAsync(bytes);

            var failure = await Assert.ThrowsAsync<RuntimeException>(() => call);
            Assert.Equal(RuntimeErrorCode.Unavailable, failure.Code);
            Assert.Equal(expected, Assert.IsType<Http2Exception>(failure.InnerException).Code.ToString());
            Assert.Equal(8, (await connection.ReadAsync(FrameType.GoAway)).Payload.Length);
            await connection.DrainAsync();
        }

        var next = CallAsync();
        using var good = await _server.AcceptAndGreetAsync();
        await good.ReadAsync(FrameType.Data);
        await good.SendAsync(ServerFrames.Answer(1, VersionAnswer));
        Assert.Equal("raw", (await next).RuntimeName);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("")]
    [InlineData("\0\0\0\u0004\u0001\0\0\0\0")] // an acknowledgement of settings comes first
    public async Task Call_NotAnHttp2Server_IsUnavailable(string answer)
    {
        var call = CallAsync();
        using (var connection = await _server.AcceptAsync())
        {
            await connection.ReadPrefaceAsync();
            await connection.SendAsync(System.Text.Encoding.Latin1.GetBytes(answer));
        }

        Assert.Equal(RuntimeErrorCode.Unavailable, (await Assert.ThrowsAsync<RuntimeException>(() => call)).Code);
    }

    [Fact]
    public async Task Call_ServerAsksWithoutEndAndNeverReads_IsCutOff()
    {
        var call = CallAsync();
        using var connection = await _server.AcceptAndGreetAsync();
        await connection.ReadAsync(FrameType.Data);
        var pings = Enumerable.Repeat(ServerFrames.Ping(), 1000).SelectMany(f => f).ToArray();

        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (true)
            {
                await connection.SendAsync(pings);
            }
        });

        var failure = await Assert.ThrowsAsync<RuntimeException>(() => call);
        Assert.Equal(Http2ErrorCode.EnhanceYourCalm, Assert.IsType<Http2Exception>(failure.InnerException).Code);
    }

    [Fact]
    public async Task Call_HarmlessSurprises_AreIgnored()
    {
        var call = CallAsync();
        using var connection = await _server.AcceptAndGreetAsync((0x99, 7), (1, 0), (6, 10));
        await connection.ReadAsync(FrameType.Data);

        await connection.SendAsync(
            ServerFrames.Frame((FrameType)0x77, FrameFlags.None, 1, new byte[100]),
            ServerFrames.Frame(FrameType.Priority, FrameFlags.None, 1, new byte[5]),
            ServerFrames.Headers(1, isEnd: false, (":status", "103")),
            ServerFrames.Frame(FrameType.Settings, FrameFlags.Acknowledge, 0, []),
            ServerFrames.Frame(FrameType.Headers, FrameFlags.Padded | FrameFlags.Priority | FrameFlags.EndHeaders, 1, [3, 0, 0, 0, 0, 0, 0x88, 0, 0, 0]),
            ServerFrames.Frame(FrameType.Data, FrameFlags.Padded, 1, [2, .. VersionAnswer, 0, 0]),
            ServerFrames.Data(1, []),
            ServerFrames.Frame(FrameType.Headers, FrameFlags.EndStream, 1, []),
            ServerFrames.Frame(FrameType.Continuation, FrameFlags.None, 1, ServerFrames.Block(("grpc-status", "0"))),
            ServerFrames.Frame(FrameType.Continuation, FrameFlags.EndHeaders, 1, ServerFrames.Block(("grpc-message", ""))),
            ServerFrames.WindowUpdate(1, 1),
            ServerFrames.Reset(1, Http2ErrorCode.NoError));

        Assert.Equal("raw", (await call).RuntimeName);
    }

    private static byte[] OpenBlock(byte[] part) => ServerFrames.Frame(FrameType.Headers, FrameFlags.None, 1, part);

    private static byte[] EndlessBlock() =>
    [
        .. OpenBlock(new byte[16384]),
        .. Enumerable.Repeat(ServerFrames.Frame(FrameType.Continuation, FrameFlags.None, 1, new byte[16384]), 4).SelectMany(f => f),
    ];

    private Task<VersionResponse> CallAsync() => _channel.CallAsync(CriMethods.Version, new VersionRequest(), new GrpcCallOptions(), default);
}
