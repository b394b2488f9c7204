using EdgeKube.Controller.Fleet.Streams;
using EdgeKube.Link;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Fleet;

/// <summary>The streams half of a node's channel: who reads which log. Used in the channel's loop only.</summary>
internal sealed class NodeLogs(ControllerLink link)
{
    private readonly Dictionary<uint, LogStream> _streams = [];

    public LinkEvent.StreamOpen Open(LogStream stream, IReadOnlyDictionary<string, string> arguments)
    {
        stream.Id = link.NextStreamId;
        _streams[stream.Id] = stream;
        return new LinkEvent.StreamOpen(stream.Id, StreamKinds.Logs, arguments);
    }

    /// <summary>Nobody reads the stream any more; null when it has ended.</summary>
    public LinkEvent.StreamCancel? Cancel(uint stream) => _streams.Remove(stream) ? new LinkEvent.StreamCancel(stream) : null;

    public void CarryOut(LinkEffect effect)
    {
        switch (effect)
        {
            case LinkEffect.StreamData data:
                _streams.GetValueOrDefault(data.Stream)?.Receive(data.Bytes);
                break;
            case LinkEffect.StreamEnded ended when _streams.Remove(ended.Stream, out var stream):
                stream.Finish(ended.End);
                break;
        }
    }
}
