using EdgeKube.Api;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Api;

/// <summary>An open stream to a pod, by channels (<see cref="StreamChannels"/>). Disposing it ends what it is for.</summary>
internal interface IPodStream : IAsyncDisposable
{
    /// <summary>What comes from the pod, once; asking for the next says that the one before was passed on.</summary>
    IAsyncEnumerable<StreamRecord> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Sends a record as fast as the pod takes it; without bytes it ends its channel. One caller at a time.</summary>
    Task WriteAsync(StreamRecord record, CancellationToken cancellationToken);

    /// <summary>After the last record: how it ended, in Kubernetes' words.</summary>
    ApiStatus Outcome { get; }
}
