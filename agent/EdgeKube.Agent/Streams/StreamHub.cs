using EdgeKube.Agent.Link;
using EdgeKube.Agent.Runtime;
using EdgeKube.Link;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams;

/// <summary>The streams that the controller has opened to this node: starts one task for each, gives it its credit, ends it.</summary>
/// <param name="handlers">By kind.</param>
internal sealed class StreamHub(IReadOnlyDictionary<string, IStreamHandler> handlers)
{
    private readonly Dictionary<uint, NodeStream> _streams = [];
    private readonly Lock _lock = new();

    /// <summary>Takes an effect of the link; never blocks.</summary>
    public void OnEffect(LinkEffect effect, AgentLink link, CancellationToken stopping)
    {
        switch (effect)
        {
            case LinkEffect.StreamOpened opened:
                Start(opened, link, stopping);
                break;
            case LinkEffect.StreamCredit credit:
                Find(credit.Stream)?.Allow(credit.Available);
                break;
            case LinkEffect.StreamData data:
                Find(data.Stream)?.Receive(data.Bytes);
                break;
            case LinkEffect.StreamEnded ended:
                Remove(ended.Stream)?.Cancel();
                break;
        }
    }

    private void Start(LinkEffect.StreamOpened opened, AgentLink link, CancellationToken stopping)
    {
        var stream = new NodeStream(opened.Stream, link, stopping);
        lock (_lock)
        {
            _streams[opened.Stream] = stream;
        }

        _ = RunAsync(opened, stream);
    }

    private async Task RunAsync(LinkEffect.StreamOpened opened, NodeStream stream)
    {
        try
        {
            var end = handlers.TryGetValue(opened.Kind, out var handler)
                ? await handler.RunAsync(opened.Arguments, stream)
                : new StreamEnd(StreamEnd.Refused, $"streams of kind \"{opened.Kind}\" are unknown to this node; its agent may be older than the controller");
            await stream.CloseAsync(end);
        }
        catch (OperationCanceledException)
        {
            // The other end went away or the agent stops: there is nobody to tell.
        }
        catch (Exception e) when (e is IOException or RuntimeException or LinkProtocolException)
        {
            await FailAsync(stream, e.Message);
        }
        finally
        {
            Remove(opened.Stream)?.Cancel();
        }
    }

    private static async Task FailAsync(NodeStream stream, string why)
    {
        try
        {
            await stream.CloseAsync(new StreamEnd(StreamEnd.Failed, why));
        }
        catch (OperationCanceledException)
        {
            // Nobody wants to know any more.
        }
    }

    private NodeStream? Find(uint id)
    {
        lock (_lock)
        {
            return _streams.GetValueOrDefault(id);
        }
    }

    private NodeStream? Remove(uint id)
    {
        lock (_lock)
        {
            return _streams.Remove(id, out var stream) ? stream : null;
        }
    }
}
