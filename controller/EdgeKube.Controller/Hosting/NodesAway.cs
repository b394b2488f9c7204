using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Link;

namespace EdgeKube.Controller.Hosting;

/// <summary>A controller that serves its API and takes no nodes.</summary>
internal sealed class NodesAway : INodeDoor, INodeStreams
{
    public ValueTask OnNodeConnectedAsync(string nodeName, INodeConnection connection, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"node \"{nodeName}\": this controller takes no nodes");

    public ValueTask OnNodeMessageAsync(string nodeName, LinkChannel channel, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask OnNodeDisconnectedAsync(string nodeName, bool gracefully, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public Task<ApiResult<IAsyncEnumerable<ReadOnlyMemory<byte>>>> OpenLogAsync(Pod pod, PodLogOptions options, CancellationToken cancellationToken) =>
        Task.FromResult<ApiResult<IAsyncEnumerable<ReadOnlyMemory<byte>>>>(Statuses.Unavailable($"node \"{pod.Spec?.NodeName}\" is not connected"));
}
