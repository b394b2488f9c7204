using System.Text;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api;

/// <summary>Logs that are what was asked for.</summary>
internal sealed class FakeStreams : INodeStreams
{
    public ApiStatus? Refusal { get; set; }

    public PodLogOptions? Asked { get; private set; }

    /// <summary>The pod and port that were to be forwarded to.</summary>
    public (string Pod, int? Port) Forwarded { get; private set; }

    public Task<ApiResult<IAsyncEnumerable<ReadOnlyMemory<byte>>>> OpenLogAsync(Pod pod, PodLogOptions options, CancellationToken cancellationToken)
    {
        Asked = options;
        return Task.FromResult(Refusal is null ? ApiResult.Of(LinesAsync()) : Refusal);
    }

    public Task<ApiResult<IPodStream>> OpenStreamAsync(Pod pod, PodStreamRequest request, CancellationToken cancellationToken)
    {
        Forwarded = (pod.Name, request.Port);
        return Task.FromResult<ApiResult<IPodStream>>(Refusal ?? Statuses.Unavailable("there is no node"));
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync()
    {
        yield return Encoding.UTF8.GetBytes("one\n");
        await Task.Yield();
        yield return Encoding.UTF8.GetBytes("two\n");
    }
}
