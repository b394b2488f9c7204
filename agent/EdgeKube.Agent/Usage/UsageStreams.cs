using EdgeKube.Agent.Streams;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Usage;

/// <summary>What this node uses, asked for over the link.</summary>
internal sealed class UsageStreams(UsageMeter meter) : IStreamHandler
{
    public async Task<StreamEnd> RunAsync(IReadOnlyDictionary<string, string> arguments, INodeStream stream)
    {
        await stream.WriteAsync(await meter.MeasureAsync(stream.Cancelled), stream.Cancelled);
        return new StreamEnd(StreamEnd.Completed);
    }
}
