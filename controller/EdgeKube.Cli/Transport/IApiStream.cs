using EdgeKube.Api;
using EdgeKube.Link.Streams;

namespace EdgeKube.Cli.Transport;

/// <summary>A stream to a pod, by channels. Leaving it without having read its end ends it.</summary>
internal interface IApiStream : IAsyncDisposable
{
    /// <summary>How it ended; null before <see cref="ReadAsync"/> has come to its end.</summary>
    ApiStatus? Outcome { get; }

    /// <summary>What comes from the pod, until it ends.</summary>
    /// <exception cref="ApiException">The request was refused, before anything came.</exception>
    IAsyncEnumerable<StreamRecord> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Sends a record as fast as the pod takes it; without bytes it ends its channel.</summary>
    Task WriteAsync(StreamRecord record, CancellationToken cancellationToken);
}
