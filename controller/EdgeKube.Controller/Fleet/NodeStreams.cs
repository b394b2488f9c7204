using EdgeKube.Controller.Fleet.Streams;
using EdgeKube.Link;

namespace EdgeKube.Controller.Fleet;

/// <summary>The streams half of a node's channel: who is at this end of which stream. Used in the channel's loop only.</summary>
internal sealed class NodeStreams(ControllerLink link)
{
    private readonly Dictionary<uint, NodeStream> _streams = [];

    public LinkEvent.StreamOpen Open(NodeStream stream, string kind, IReadOnlyDictionary<string, string> arguments)
    {
        stream.Id = link.NextStreamId;
        _streams[stream.Id] = stream;
        return new LinkEvent.StreamOpen(stream.Id, kind, arguments);
    }

    /// <summary>Nobody is at this end any more; null when the stream has ended.</summary>
    public LinkEvent.StreamCancel? Cancel(uint stream) => _streams.Remove(stream) ? new LinkEvent.StreamCancel(stream) : null;

    public void CarryOut(LinkEffect effect)
    {
        switch (effect)
        {
            case LinkEffect.StreamData data:
                _streams.GetValueOrDefault(data.Stream)?.Receive(data.Bytes);
                break;
            case LinkEffect.StreamCredit credit:
                _streams.GetValueOrDefault(credit.Stream)?.Allow(credit.Available);
                break;
            case LinkEffect.StreamEnded ended when _streams.Remove(ended.Stream, out var stream):
                stream.Finish(ended.End);
                break;
        }
    }
}
