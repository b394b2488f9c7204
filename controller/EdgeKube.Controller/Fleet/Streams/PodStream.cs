using System.Runtime.CompilerServices;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Link;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Fleet.Streams;

/// <summary>A stream to a pod: records over the link's bytes.</summary>
internal sealed class PodStream(string node, NodeStream stream, PodStreamRequest request) : IPodStream
{
    private bool _isMalformed;

    public ApiStatus Outcome =>
        _isMalformed ? Statuses.InternalError($"node \"{node}\" sent what is no record") : PodStreamOutcome.Of(node, request, stream.End);

    public async IAsyncEnumerable<StreamRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new StreamRecordReader();
        await foreach (var bytes in stream.ReadToEndAsync(cancellationToken))
        {
            foreach (var record in Read(reader, bytes))
            {
                if (record.Channel != StreamChannels.Started)
                {
                    yield return record;
                }
            }

            if (_isMalformed)
            {
                yield break;
            }
        }
    }

    public Task WriteAsync(StreamRecord record, CancellationToken cancellationToken) => stream.WriteAsync(record.Encode(), cancellationToken);

    public ValueTask DisposeAsync()
    {
        stream.Cancel();
        return ValueTask.CompletedTask;
    }

    private IReadOnlyList<StreamRecord> Read(StreamRecordReader reader, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return reader.Read(bytes);
        }
        catch (LinkProtocolException)
        {
            _isMalformed = true;
            return [];
        }
    }
}
