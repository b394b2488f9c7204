using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EdgeKube.Link;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Fleet.Streams;

/// <summary>
/// A log on its way from a node to its reader. Bytes are acknowledged after the reader has come back for more, so that no more than the
/// link's window ever waits here.
/// </summary>
internal sealed class LogStream(string node, NodeChannel channel)
{
    private readonly Channel<ReadOnlyMemory<byte>> _bytes =
        Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile StreamEnd? _end;
    private long _waiting;

    public uint Id { get; set; }

    /// <summary>Completes with the first bytes or the end.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Set when the node ended the stream before it sent anything.</summary>
    public StreamEnd? EndBeforeData => Interlocked.Read(ref _waiting) == 0 ? _end : null;

    /// <summary>Bytes that wait for the reader.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    public void Receive(ReadOnlyMemory<byte> bytes)
    {
        Interlocked.Add(ref _waiting, bytes.Length);
        _bytes.Writer.TryWrite(bytes);
        _answered.TrySetResult();
    }

    public void Finish(StreamEnd end)
    {
        _end = end;
        _bytes.Writer.TryComplete();
        _answered.TrySetResult();
    }

    public void Cancel() => channel.CancelLog(Id);

    /// <summary>The bytes, once. Throws <see cref="IOException"/> when the log breaks off.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var bytes in _bytes.Reader.ReadAllAsync(cancellationToken))
            {
                yield return bytes;
                Interlocked.Add(ref _waiting, -bytes.Length);
                channel.Post(new LinkEvent.StreamConsumed(Id, bytes.Length));
            }

            if (_end is { } end && StreamErrors.Find(node, end) is { } error)
            {
                throw new IOException(error.Message);
            }
        }
        finally
        {
            Cancel();
        }
    }
}
