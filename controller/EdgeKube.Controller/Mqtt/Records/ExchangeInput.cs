using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EdgeKube.Link;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Mqtt.Records;

/// <summary>
/// What a client sends to an open stream: messages INPUT with the correlation data of its request. It has credit, as on the link, because messages
/// of one session are taken one after the other: nothing may wait here while the pod does not take it.
/// </summary>
internal sealed class ExchangeInput
{
    public const int Window = 64 << 10;

    private readonly Lock _lock = new();
    private readonly StreamReceiver _receiver = new(Window);
    private readonly StreamRecordReader _reader = new();
    private readonly Channel<ReadOnlyMemory<byte>> _bytes = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>False when the client sent more than it was allowed: its stream is over.</summary>
    public bool TryTake(ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
        {
            return _receiver.Receive(_receiver.Offset, bytes) is not null && _bytes.Writer.TryWrite(bytes.ToArray());
        }
    }

    /// <summary>No more will be taken.</summary>
    public void Complete() => _bytes.Writer.TryComplete();

    /// <summary>The records, once. Asking for the next says that the one before was passed on; new credit then goes to <paramref name="tell"/>.</summary>
    /// <exception cref="LinkProtocolException">They are none.</exception>
    public async IAsyncEnumerable<StreamRecord> ReadAsync(Func<long, Task> tell, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await tell(Window);
        await foreach (var bytes in _bytes.Reader.ReadAllAsync(cancellationToken))
        {
            foreach (var record in _reader.Read(bytes))
            {
                yield return record;
            }

            if (Consume(bytes.Length) is { } limit)
            {
                await tell(limit);
            }
        }
    }

    private long? Consume(int bytes)
    {
        lock (_lock)
        {
            return _receiver.Consume(bytes);
        }
    }
}
