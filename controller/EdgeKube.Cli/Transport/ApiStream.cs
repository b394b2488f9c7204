using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Link.Streams;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Transport;

/// <summary>A stream to a pod, by channels. Leaving it without having read its end tells the server.</summary>
internal sealed class ApiStream(Exchange exchange, Action<ReadOnlyMemory<byte>> send, Func<bool, Task> end) : IApiStream
{
    private readonly Lock _lock = new();
    private readonly StreamCredit _credit = new();
    private readonly SemaphoreSlim _turn = new(1);
    private long _sent;
    private bool _hasEnded;

    /// <summary>How it ended; null before <see cref="ReadAsync"/> has come to its end.</summary>
    public ApiStatus? Outcome { get; private set; }

    /// <summary>What comes from the pod, until it ends.</summary>
    /// <exception cref="ApiException">The server refused the request, before anything came.</exception>
    public async IAsyncEnumerable<StreamRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var hasBegun = false;
        await foreach (var message in exchange.Messages(cancellationToken))
        {
            if (message.FindUserProperty("more") != "true")
            {
                Finish(message, hasBegun);
                yield break;
            }

            hasBegun = true;
            foreach (var record in new StreamRecordReader().Read(message.Payload))
            {
                if (record.Channel == StreamChannels.Credit && record.Bytes.Length == sizeof(long))
                {
                    Allow(BinaryPrimitives.ReadInt64BigEndian(record.Bytes.Span));
                }
                else
                {
                    yield return record;
                }
            }
        }
    }

    /// <summary>Sends a record as fast as the pod takes it; without bytes it ends its channel.</summary>
    public async Task WriteAsync(StreamRecord record, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = record.Encode();
        await _turn.WaitAsync(cancellationToken);
        try
        {
            while (!bytes.IsEmpty && !_hasEnded)
            {
                await _credit.WaitAsync(cancellationToken);
                var size = Take(bytes.Length);
                send(bytes[..size]);
                bytes = bytes[size..];
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync() => await end(_hasEnded);

    private void Finish(MqttMessage message, bool hasBegun)
    {
        _hasEnded = true;
        Allow(long.MaxValue);
        var reply = new ApiReply(int.TryParse(message.FindUserProperty("status"), out var code) ? code : 200, message.Payload);
        Outcome = reply.Succeeded ? JsonSerializer.Deserialize(reply.Body.Span, MetaJsonContext.Default.ApiStatus) ?? reply.ReadStatus() : reply.ReadStatus();
        if (!hasBegun && !reply.Succeeded)
        {
            throw new ApiException(Outcome);
        }
    }

    private void Allow(long limit)
    {
        lock (_lock)
        {
            _credit.Allow(limit - _sent);
        }
    }

    private int Take(int wanted)
    {
        lock (_lock)
        {
            var size = _credit.Take(wanted);
            _sent += size;
            return size;
        }
    }
}
