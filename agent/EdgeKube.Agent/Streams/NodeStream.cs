using EdgeKube.Agent.Link;
using EdgeKube.Link;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams;

/// <summary>The node's end of one stream: writes only what the other end has room for.</summary>
internal sealed class NodeStream(uint id, AgentLink link, CancellationToken stopping)
{
    private readonly CancellationTokenSource _cancelled = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private volatile TaskCompletionSource _credited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _available;

    /// <summary>Fires when nobody wants the stream any more.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>So many bytes may be written now. Called in the link's loop.</summary>
    public void Allow(long available)
    {
        _available = available;
        if (available > 0)
        {
            _credited.TrySetResult();
        }
    }

    public void Cancel() => _cancelled.Cancel();

    /// <summary>Sends all of it, as fast as the other end takes it.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            await _credited.Task.WaitAsync(cancellationToken);
            var size = 0;

            // Credit is taken inside the link's loop, where it is given: nobody can count the same bytes twice.
            await link.StepAsync(() => new LinkEvent.StreamWrite(id, bytes[..(size = Take(bytes.Length))]), cancellationToken);
            bytes = bytes[size..];
        }
    }

    public ValueTask CloseAsync(StreamEnd end) => link.PostAsync(new LinkEvent.StreamClose(id, end), _cancelled.Token);

    private int Take(int wanted)
    {
        var size = (int)Math.Min(wanted, _available);
        _available -= size;
        if (_available == 0)
        {
            _credited = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return size;
    }
}
