using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EdgeKube.Agent.Link;
using EdgeKube.Link;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams;

/// <summary>The node's end of a stream over the link: writes only what the other end has room for, and has no more than a window to read.</summary>
internal sealed class NodeStream(uint id, AgentLink link, CancellationToken stopping) : INodeStream
{
    private readonly CancellationTokenSource _cancelled = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly StreamCredit _credit = new();
    private readonly SemaphoreSlim _turn = new(1);

    // The link takes no more than the window, so this is bounded.
    private readonly Channel<ReadOnlyMemory<byte>> _input =
        Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>So many bytes may be written now. Called in the link's loop.</summary>
    public void Allow(long available) => _credit.Allow(available);

    /// <summary>Bytes have come. Called in the link's loop.</summary>
    public void Receive(ReadOnlyMemory<byte> bytes) => _input.Writer.TryWrite(bytes);

    public void Cancel() => _cancelled.Cancel();

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            while (!bytes.IsEmpty)
            {
                await _credit.WaitAsync(cancellationToken);
                var size = 0;
                await link.StepAsync(() => new LinkEvent.StreamWrite(id, bytes[..(size = _credit.Take(bytes.Length))]), cancellationToken);
                bytes = bytes[size..];
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async IAsyncEnumerable<StreamRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new StreamRecordReader();
        await foreach (var bytes in _input.Reader.ReadAllAsync(cancellationToken))
        {
            foreach (var record in reader.Read(bytes))
            {
                yield return record;
            }

            await link.PostAsync(new LinkEvent.StreamConsumed(id, bytes.Length), cancellationToken);
        }
    }

    public ValueTask CloseAsync(StreamEnd end) => link.PostAsync(new LinkEvent.StreamClose(id, end), _cancelled.Token);
}
