using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams;

internal static class NodeStreamExtensions
{
    public static ValueTask WriteAsync(this INodeStream stream, StreamRecord record) => stream.WriteAsync(record.Encode(), stream.Cancelled);

    /// <summary>The stream serves its purpose now.</summary>
    public static ValueTask TellStartedAsync(this INodeStream stream) => stream.WriteAsync(new StreamRecord(StreamChannels.Started, default));
}
