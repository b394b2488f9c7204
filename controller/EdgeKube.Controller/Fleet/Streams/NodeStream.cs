using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EdgeKube.Link;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Fleet.Streams;

/// <summary>
/// The controller's end of a stream to a node. Bytes are acknowledged after the reader has come back for more, so that no more than the
/// link's window ever waits here; and no more is written than the node has room for.
/// </summary>
internal sealed class NodeStream(string node, NodeChannel channel)
{
    private readonly Channel<ReadOnlyMemory<byte>> _bytes =
        Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StreamCredit _credit = new();
    private volatile StreamEnd? _end;
    private long _waiting;

    public uint Id { get; set; }

    /// <summary>Completes with the first bytes or the end.</summary>
    public Task Answered => _answered.Task;

    /// <summary>How the node ended the stream, or null.</summary>
    public StreamEnd? End => _end;

    /// <summary>Set when the node ended the stream before it sent anything.</summary>
    public StreamEnd? EndBeforeData => Interlocked.Read(ref _waiting) == 0 ? _end : null;

    public void Receive(ReadOnlyMemory<byte> bytes)
    {
        Interlocked.Add(ref _waiting, bytes.Length);
        _bytes.Writer.TryWrite(bytes);
        _answered.TrySetResult();
    }

    /// <summary>So many bytes may be written now.</summary>
    public void Allow(long available) => _credit.Allow(available);

    public void Finish(StreamEnd end)
    {
        _end = end;

        // Whoever waits to write waits no longer; the link ignores it.
        _credit.Allow(int.MaxValue);
        _bytes.Writer.TryComplete();
        _answered.TrySetResult();
    }

    public void Cancel() => channel.CancelStream(Id);

    /// <summary>Sends all of it, as fast as the node takes it. One caller at a time; what is written to a stream that has ended goes nowhere.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty && _end is null)
        {
            await _credit.WaitAsync(cancellationToken);
            var size = 0;
            await channel.StepAsync(() => new LinkEvent.StreamWrite(Id, bytes[..(size = _credit.Take(bytes.Length))]), cancellationToken);
            bytes = bytes[size..];
        }
    }

    /// <summary>The bytes, once. Throws <see cref="IOException"/> when a log breaks off.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var bytes in ReadToEndAsync(cancellationToken))
        {
            yield return bytes;
        }

        if (_end is { } end && StreamErrors.Find(node, end) is { } error)
        {
            throw new IOException(error.Message);
        }
    }

    /// <summary>The bytes, once; <see cref="End"/> then says why there are no more.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadToEndAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var bytes in _bytes.Reader.ReadAllAsync(cancellationToken))
            {
                yield return bytes;
                Interlocked.Add(ref _waiting, -bytes.Length);
                channel.Post(new LinkEvent.StreamConsumed(Id, bytes.Length));
            }
        }
        finally
        {
            Cancel();
        }
    }
}
