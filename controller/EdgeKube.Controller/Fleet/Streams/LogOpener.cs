using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Fleet.Streams;

/// <summary>Opens logs, and tells a refusal from a log that is merely silent.</summary>
internal sealed class LogOpener(TimeProvider time)
{
    /// <summary>A followed log may have nothing to say for days: after so long without a refusal it counts as open.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    /// <summary>A log that is not followed has an end, so it is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<ApiResult<IAsyncEnumerable<ReadOnlyMemory<byte>>>> OpenAsync(
        NodeChannel channel, Pod pod, PodLogOptions options, CancellationToken cancellationToken)
    {
        var node = pod.Spec?.NodeName ?? "";
        var stream = await channel.OpenStreamAsync(StreamKinds.Logs, LogArguments.Build(pod, options, time.GetUtcNow()), cancellationToken);
        try
        {
            await stream.Answered.WaitAsync(options.Follow ? Silence : Patience, time, cancellationToken);
        }
        catch (TimeoutException) when (options.Follow)
        {
            // Open and silent.
        }
        catch (TimeoutException)
        {
            stream.Cancel();
            return StreamErrors.TooSlow(node);
        }
        catch (OperationCanceledException)
        {
            stream.Cancel();
            throw;
        }

        return stream.EndBeforeData is { } end && StreamErrors.Find(node, end) is { } error
            ? error
            : ApiResult.Of(stream.ReadAsync(cancellationToken));
    }
}
