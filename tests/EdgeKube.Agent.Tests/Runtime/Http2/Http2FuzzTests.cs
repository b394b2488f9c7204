using System.Buffers;
using EdgeKube.Agent.Protos.Cri;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;
using EdgeKube.Agent.Runtime.Http2;
using EdgeKube.Agent.Runtime.Http2.Frames;
using EdgeKube.Agent.Runtime.Http2.Hpack;
using EdgeKube.Agent.Runtime.Http2.Session;
using Xunit.Abstractions;

namespace EdgeKube.Agent.Tests.Runtime.Http2;

/// <summary>Good conversations, mutated, and random bytes: nothing comes out but an answer or a typed failure, and always something.</summary>
public sealed class Http2FuzzTests(ITestOutputHelper output) : IDisposable
{
    private const int SessionInputs = 200_000;
    private const int CallInputs = 20_000;

    private static readonly TimeSpan HangLimit = TimeSpan.FromSeconds(20);
    private static readonly byte[] Good = Conversation();

    private readonly RawServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public void Handle_MutatedFrames_NothingButTheTypedFailure()
    {
        var random = new Random(20_261);
        var (failures, largest) = (0, 0L);
        for (var i = 0; i < SessionInputs; i++)
        {
            var written = new ArrayBufferWriter<byte>();
            var session = new Http2Session(written);
            session.Start();
            session.TryOpen([new HeaderField(":path", "/a")]);
            session.TryOpen([new HeaderField(":path", "/b")]);
            var handler = new FrameHandler(session);
            var buffer = new ReadOnlySequence<byte>(Mutate(random));
            try
            {
                while (FrameReader.TryRead(ref buffer, out var header, out var payload))
                {
                    handler.Handle(header, payload);
                }
            }
            catch (Http2Exception)
            {
                failures++;
            }

            largest = Math.Max(largest, written.WrittenCount);
        }

        output.WriteLine($"figure: {SessionInputs} inputs to the session, {failures} refused, at most {largest} bytes answered");
        Assert.InRange(failures, SessionInputs / 10, SessionInputs - 1);
        Assert.InRange(largest, 1, 16 << 10);
    }

    [Fact]
    public async Task Call_MutatedServer_AlwaysEnds()
    {
        var random = new Random(20_262);
        var answers = 0;
        for (var i = 0; i < CallInputs; i++)
        {
            // One connection each: a call that could not begin on it may not wait for another.
            var connections = 0;
            using var transport = new HttpGrpcTransport(
                cancellationToken => connections++ == 0 ? _server.ConnectAsync(cancellationToken) : throw new IOException("Nobody listens"), TimeProvider.System);
            using var channel = new GrpcChannel(transport, TimeProvider.System, maxMessageSize: 1 << 20);
            var call = channel.CallAsync(CriMethods.Version, new VersionRequest(), new GrpcCallOptions(), default);
            using (var connection = await _server.AcceptAsync())
            {
                await AnswerAsync(connection, Mutate(random), greets: random.Next(10) > 0).WaitAsync(HangLimit);
            }

            answers += await EndsWellAsync(call) ? 1 : 0;
        }

        output.WriteLine($"figure: {CallInputs} calls to mutated servers, {answers} answered all the same");
        Assert.InRange(answers, 1, CallInputs - 1);
    }

    /// <summary>Everything a server may say to two calls, the first of them by way of the dynamic table and Huffman's code.</summary>
    private static byte[] Conversation() =>
    [
        .. ServerFrames.Settings((3, 100), (4, 1 << 20), (5, 16384)),
        .. ServerFrames.Frame(FrameType.Settings, FrameFlags.Acknowledge, 0, []),
        .. ServerFrames.WindowUpdate(0, 1000),
        .. ServerFrames.Frame(FrameType.Headers, FrameFlags.EndHeaders, 1, Convert.FromHexString("885f8b1d75d0620d263d4c4d6564")),
        .. ServerFrames.Ping(),
        .. ServerFrames.Data(1, ServerFrames.VersionMessage("raw")),
        .. ServerFrames.Headers(3, isEnd: false, (":status", "200"), ("content-type", "application/grpc")),
        .. ServerFrames.WindowUpdate(1, 1),
        .. ServerFrames.Frame(FrameType.Headers, FrameFlags.EndStream, 1, [0x40, 11, .. "grpc-status"u8]),
        .. ServerFrames.Frame(FrameType.Continuation, FrameFlags.EndHeaders, 1, [1, (byte)'0']),
        .. ServerFrames.Frame(FrameType.Headers, FrameFlags.EndHeaders | FrameFlags.EndStream, 3, [0xBE]),
        .. ServerFrames.GoAway(3, Http2ErrorCode.NoError),
    ];

    private static byte[] Mutate(Random random)
    {
        if (random.Next(20) == 0)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            return noise;
        }

        List<byte> bytes = [.. Good];
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 12), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 30), bytes.Count - at)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }

    /// <param name="greets">Whether the settings are right; otherwise there may never be a request to wait for.</param>
    private static async Task AnswerAsync(RawConnection connection, byte[] bytes, bool greets)
    {
        try
        {
            await connection.ReadPrefaceAsync();
            if (greets)
            {
                await connection.SendAsync(ServerFrames.Settings());
                await connection.ReadAsync(FrameType.Data);
            }

            await connection.SendAsync(bytes);
            connection.EndSending();
            await connection.DrainAsync();
        }
        catch (IOException)
        {
            // The client has hung up already.
        }
    }

    private static async Task<bool> EndsWellAsync(Task<VersionResponse> call)
    {
        try
        {
            await call.WaitAsync(HangLimit);
            return true;
        }
        catch (RuntimeException)
        {
            return false;
        }
    }
}
