using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Streams from pods, over the link of the node they run on.</summary>
internal interface INodeStreams
{
    /// <summary>
    /// Opens a container's log. Completes when the node has answered, so a refusal (container not found, not started yet, node not
    /// connected: 400, 404, 503, 504) is a Status; the bytes follow as they come until the log ends or the enumeration is cancelled.
    /// </summary>
    Task<ApiResult<IAsyncEnumerable<ReadOnlyMemory<byte>>>> OpenLogAsync(Pod pod, PodLogOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a stream to a pod. Completes when what it is for runs, so a refusal is a Status; its reason is <see cref="PodStreamRequest.NoContainer"/>
    /// when the container does not run.
    /// </summary>
    Task<ApiResult<IPodStream>> OpenStreamAsync(Pod pod, PodStreamRequest request, CancellationToken cancellationToken);
}
