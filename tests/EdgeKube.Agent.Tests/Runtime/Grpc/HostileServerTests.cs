using EdgeKube.Agent.Protos.Cri;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Tests.Runtime.Grpc;

/// <summary>Answers that no real server gives.</summary>
public sealed class HostileServerTests
{
    [Theory]
    [InlineData("ffffffffff", nameof(RuntimeErrorCode.Internal))] // compressed
    [InlineData("00ffffffff", nameof(RuntimeErrorCode.ResourceExhausted))] // 4 GiB
    [InlineData("0001000001", nameof(RuntimeErrorCode.ResourceExhausted))] // one byte over the cap
    [InlineData("0000000002ffff", nameof(RuntimeErrorCode.Internal))] // not protobuf
    [InlineData("000000", nameof(RuntimeErrorCode.Unavailable))] // ends in the header
    [InlineData("00000000050a", nameof(RuntimeErrorCode.Unavailable))] // ends in the message
    [InlineData("", nameof(RuntimeErrorCode.Internal))] // success without an answer
    [InlineData("00000000000000000000", nameof(RuntimeErrorCode.Internal))] // two answers
    public async Task Call_BadBody_IsTypedFailure(string hex, string expected)
    {
        var failure = await CallAsync(new ScriptedTransport { Body = Convert.FromHexString(hex), Trailers = { ["grpc-status"] = "0" } });

        Assert.Equal(expected, failure.Code.ToString());
    }

    [Theory]
    [InlineData(200, null, nameof(RuntimeErrorCode.Unavailable))]
    [InlineData(503, null, nameof(RuntimeErrorCode.Unavailable))]
    [InlineData(404, null, nameof(RuntimeErrorCode.Unimplemented))]
    [InlineData(200, "5", nameof(RuntimeErrorCode.NotFound))]
    [InlineData(200, "99", nameof(RuntimeErrorCode.Unknown))]
    [InlineData(200, "-1", nameof(RuntimeErrorCode.Unknown))]
    public async Task Call_EndWithoutSuccess_IsTypedFailure(int httpStatus, string? status, string expected)
    {
        var transport = new ScriptedTransport { HttpStatus = httpStatus };
        if (status is not null)
        {
            transport.Trailers["grpc-status"] = status;
        }

        Assert.Equal(expected, (await CallAsync(transport)).Code.ToString());
    }

    [Fact]
    public async Task Call_EncodedMessage_IsDecodedForOneLineOfLog()
    {
        var failure = await CallAsync(new ScriptedTransport { Trailers = { ["grpc-status"] = "2", ["grpc-message"] = "caf%C3%A9%0Aforged %zz" } });

        Assert.Equal("café forged %zz", failure.Message);
    }

    private static Task<RuntimeException> CallAsync(ScriptedTransport transport)
    {
        var channel = new GrpcChannel(transport, TimeProvider.System, maxMessageSize: 1 << 24);
        return Assert.ThrowsAsync<RuntimeException>(() => channel.CallAsync(CriMethods.Version, new VersionRequest(), new GrpcCallOptions(), default));
    }

    private sealed class ScriptedTransport : IGrpcTransport, IGrpcExchange
    {
        public byte[] Body { get; init; } = [];

        public int HttpStatus { get; init; } = 200;

        public Dictionary<string, string> Trailers { get; } = [];

        public IGrpcExchange Open(string path, IReadOnlyList<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte>? onlyFrame, CancellationToken cancellationToken) => this;

        public ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public void CompleteSending()
        {
        }

        public Task<Stream> GetBodyAsync(CancellationToken cancellationToken) => Task.FromResult<Stream>(new MemoryStream(Body));

        public string? FindTrailer(string name) => Trailers.GetValueOrDefault(name);

        public void Dispose()
        {
        }
    }
}
