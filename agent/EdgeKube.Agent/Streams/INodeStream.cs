using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams;

/// <summary>The node's end of a stream that somebody opened to it.</summary>
internal interface INodeStream
{
    /// <summary>Fires when nobody wants the stream any more.</summary>
    CancellationToken Cancelled { get; }

    /// <summary>Sends all of it, as fast as the other end takes it; what several callers send does not mix.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>What the other end sends, once. Asking for the next record says that the one before was passed on.</summary>
    IAsyncEnumerable<StreamRecord> ReadAsync(CancellationToken cancellationToken);
}
