using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Fleet.Streams;

/// <summary>Opens streams to pods, and waits until the node has said whether what they are for runs.</summary>
internal sealed class PodStreamOpener(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<ApiResult<IPodStream>> OpenAsync(NodeChannel channel, Pod pod, PodStreamRequest request, CancellationToken cancellationToken)
    {
        var node = pod.Spec?.NodeName ?? "";
        var stream = await channel.OpenStreamAsync(request.Kind, PodStreamArguments.Build(pod, request), cancellationToken);
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            foreach (var record in PodStreamArguments.Begin(request))
            {
                await stream.WriteAsync(record.Encode(), either.Token);
            }

            await stream.Answered.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            stream.Cancel();
            cancellationToken.ThrowIfCancellationRequested();
            return StreamErrors.TooSlow(node);
        }

        return FindRefusal(node, stream.EndBeforeData) is { } refusal ? refusal : ApiResult.Of<IPodStream>(new PodStream(node, stream, request));
    }

    // A command that could not be started is told where its exit code would be.
    private static ApiStatus? FindRefusal(string node, StreamEnd? end) => end switch
    {
        null or { Reason: StreamEnd.Failed or StreamEnd.Completed } => null,
        { Reason: StreamEnd.NotFound } => Statuses.Failure(500, PodStreamRequest.NoContainer, end.Error),
        _ => StreamErrors.Find(node, end),
    };
}
